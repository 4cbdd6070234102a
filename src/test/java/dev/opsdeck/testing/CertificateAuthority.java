package dev.opsdeck.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Signs certificates for servers of tests; nobody else trusts it. */
public final class CertificateAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final Signed own;
    private final List<X509Certificate> above;

    /** A key with its certificate and those that it needs to be trusted, its own first. */
    public record Signed(KeyPair keys, List<X509Certificate> chain) {
        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /** Writes {@code name.pem} with the chain and {@code name.key} into the folder. */
        public Path pem(Path folder, String name) throws IOException, GeneralSecurityException {
            Files.writeString(
                    folder.resolve(name + ".key"),
                    text("PRIVATE KEY", keys.getPrivate().getEncoded()));
            var parts = new ArrayList<String>();
            for (X509Certificate one : chain) {
                parts.add(text("CERTIFICATE", one.getEncoded()));
            }
            return Files.writeString(
                    folder.resolve(name + ".pem"), parts.stream().collect(Collectors.joining()));
        }

        /** The same certificate as a server shows it that forgot the others. */
        public Signed alone() {
            return new Signed(keys, chain.subList(0, 1));
        }
    }

    private CertificateAuthority(Signed own, List<X509Certificate> above) {
        this.own = own;
        this.above = above;
    }

    /** One that trusts itself, for ten years from a year ago on. */
    public static CertificateAuthority root(String name, Instant now) {
        return new CertificateAuthority(
                sign(name, null, true, now.minus(Duration.ofDays(365)), now.plus(Duration.ofDays(3650))), List.of());
    }

    /** One that this one vouches for. */
    public CertificateAuthority intermediate(String name, Instant until) {
        Signed signed = sign(name, this, true, until.minus(Duration.ofDays(3650)), until);
        return new CertificateAuthority(signed, chain());
    }

    /** A server's certificate that nobody has signed but itself. */
    public static Signed selfSigned(String host, Instant from, Instant until) {
        return sign(host, null, false, from, until);
    }

    /** A server's certificate; its chain ends before the root, as it should. */
    public Signed issue(String host, Instant from, Instant until) {
        return sign(host, this, false, from, until);
    }

    /** What clients trust. */
    public Path pem(Path folder, String name) throws IOException, GeneralSecurityException {
        return own.alone().pem(folder, name);
    }

    private List<X509Certificate> chain() {
        var chain = new ArrayList<X509Certificate>();
        if (!above.isEmpty()
                || !own.certificate()
                        .getSubjectX500Principal()
                        .equals(own.certificate().getIssuerX500Principal())) {
            chain.add(own.certificate());
        }
        chain.addAll(above);
        return chain;
    }

    private static Signed sign(
            String name, @Nullable CertificateAuthority by, boolean authority, Instant from, Instant until) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair keys = generator.generateKeyPair();
            var subject = new X500Name("CN=" + name);
            var issuer = by == null
                    ? subject
                    : new X500Name(
                            by.own.certificate().getSubjectX500Principal().getName());
            var builder = new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(SERIAL.getAndIncrement()),
                            Date.from(from),
                            Date.from(until),
                            subject,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                int kind = name.matches("[\\d.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(by == null ? keys.getPrivate() : by.own.keys().getPrivate());
            var chain = new ArrayList<X509Certificate>();
            chain.add(new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
            if (by != null) {
                chain.addAll(by.chain());
            }
            return new Signed(keys, chain);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
