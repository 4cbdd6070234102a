# Maven beside the machine's JDK: stands in for the public Maven image. It fetches from a copy of this machine's
# local repository that is served on the loopback address while an image is built on the host's network.
FROM opsdeck-test/jdk
COPY . /usr/share/maven
RUN ln -s /usr/share/maven/bin/mvn /usr/local/bin/mvn \
 && mkdir -p /root/.m2 \
 && printf '<settings><mirrors><mirror><id>machine</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:%s</url></mirror></mirrors></settings>' '${repository.port}' > /root/.m2/settings.xml
