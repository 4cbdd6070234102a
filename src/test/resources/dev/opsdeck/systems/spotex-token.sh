#!/bin/sh
# Tells what the API works with: a token signed with its secret, whether it takes an API key, its pool.
sign() { printf %s somebody | openssl dgst -sha256 -hmac "$JWT_SECRET" -r | cut -d' ' -f1; }
case $QUERY in
login) sign ;;
token=*) if [ "${QUERY#token=}" = "$(sign)" ]; then echo welcome; else echo unauthorized; fi ;;
key=*) if [ "${QUERY#key=}" = "$API_KEY" ]; then echo welcome; else echo unauthorized; fi ;;
*) echo "pool $DB_POOL_SIZE version $VERSION" ;;
esac
