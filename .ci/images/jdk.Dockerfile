# The machine's own JDK on a Debian base: stands in for the public JDK image where no registry is reached.
FROM opsdeck-test/base
COPY . /opt/java/openjdk
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
