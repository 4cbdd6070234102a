#!/bin/sh
# What certbot says and does, with a certificate that was issued before.
cd "$(dirname "$0")/certificates" || exit 1
case $1 in
certificates)
    echo "Certificate Name: spotexsrl.com"
    echo "  Domains: *.spotexsrl.com"
    echo "  Expiry Date: $(openssl x509 -in server.pem -noout -enddate | cut -d= -f2)"
    openssl x509 -in server.pem -noout -checkend 0 >/dev/null || echo "  INVALID: EXPIRED"
    ;;
renew)
    if openssl x509 -in server.pem -noout -checkend 2592000 >/dev/null; then
        echo "The certificate is not due for renewal"
    else
        cat next.key >server.key
        cat next.pem >server.pem
        echo "renewed $3"
    fi
    ;;
*) exit 2 ;;
esac
