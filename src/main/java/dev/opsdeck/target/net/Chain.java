package dev.opsdeck.target.net;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The certificates that a server shows.
 *
 * @param certificates its own first; at least one
 */
record Chain(List<X509Certificate> certificates) {
    X509Certificate own() {
        return certificates.getFirst();
    }

    /** The one that ends first: from then on clients refuse the server. */
    X509Certificate endingFirst() {
        return certificates.stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
    }

    private Instant begins() {
        return certificates.stream()
                .map(one -> one.getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The sentence about its time, if that is not right. */
    Optional<String> mistimed(Instant now) {
        Instant ends = endingFirst().getNotAfter().toInstant();
        if (now.isAfter(ends)) {
            return Optional.of(which(endingFirst()) + " expired on " + day(ends) + ". Renew it.");
        }
        return certificates.stream()
                .filter(one -> now.isBefore(one.getNotBefore().toInstant()))
                .findFirst()
                .map(one -> which(one) + " is not valid before "
                        + day(one.getNotBefore().toInstant()) + ". Check the clocks, or wait.");
    }

    private String which(X509Certificate certificate) {
        return certificate.equals(own())
                ? "The certificate"
                : "The certificate of its authority " + name(certificate.getSubjectX500Principal());
    }

    /** The sentence about who signed it, if nobody of these authorities did; its time is not looked at. */
    Optional<String> untrusted(Set<X509Certificate> authorities, Instant now) {
        if (authorities.contains(own()) || leadsTo(authorities, now)) {
            return Optional.empty();
        }
        if (own().getIssuerX500Principal().equals(own().getSubjectX500Principal())) {
            return Optional.of("The certificate is self-signed: nobody vouches for it.");
        }
        X509Certificate last = last();
        String issuer = name(last.getIssuerX500Principal());
        return Optional.of(
                last.getIssuerX500Principal().equals(last.getSubjectX500Principal())
                        ? "The certificate is signed by " + issuer + ", which is not trusted here."
                        : "The chain is broken: the certificate of " + issuer + ", which signed "
                                + name(last.getSubjectX500Principal())
                                + ", is neither sent by the server nor trusted here.");
    }

    /** Follows who signed whom; servers do not always send them in order. */
    private X509Certificate last() {
        X509Certificate at = own();
        for (int step = 0; step < certificates.size(); step++) {
            X509Certificate from = at;
            Optional<X509Certificate> issuer = certificates.stream()
                    .filter(one -> !one.equals(from))
                    .filter(one -> one.getSubjectX500Principal().equals(from.getIssuerX500Principal()))
                    .findFirst();
            if (issuer.isEmpty()) {
                break;
            }
            at = issuer.get();
        }
        return at;
    }

    private boolean leadsTo(Set<X509Certificate> authorities, Instant now) {
        try {
            var own = new X509CertSelector();
            own.setCertificate(own());
            var parameters = new PKIXBuilderParameters(
                    authorities.stream().map(one -> new TrustAnchor(one, null)).collect(Collectors.toSet()), own);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(whenAllAreValid(now)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PKIX", e);
        }
    }

    /** An expired certificate may have a chain that is right: a time at which that can be told. */
    private Instant whenAllAreValid(Instant now) {
        Instant ends = endingFirst().getNotAfter().toInstant();
        Instant latest = now.isBefore(ends) ? now : ends;
        return latest.isAfter(begins()) ? latest : begins();
    }

    static String name(X500Principal of) {
        return of.getName();
    }

    /** The names that it is for, as people read them. */
    static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? name(certificate.getSubjectX500Principal())
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    /** The day, UTC. */
    static String day(Instant at) {
        return at.toString().substring(0, 10);
    }
}
