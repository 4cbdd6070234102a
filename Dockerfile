# Both images can be replaced where these cannot be pulled; see .ci/images.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
ARG MAVEN_FLAGS=""
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
COPY src/catalogs/demo src/catalogs/demo
RUN mvn -B -ntp ${MAVEN_FLAGS} -Dmaven.test.skip -Dspotless.check.skip package
COPY src/deploy/image src/deploy/image
RUN src/deploy/image/unpack-natives target/opsdeck.jar /natives

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="opsdeck" \
      org.opencontainers.image.description="Runbooks as Slack commands: planned, approved, run, verified, recorded." \
      org.opencontainers.image.version="${VERSION}"
# Charts need a font and what finds it; some base images have both.
RUN { fc-list 2>/dev/null | grep -q . || { apt-get -qq update \
 && apt-get -qq install -y --no-install-recommends fontconfig fonts-dejavu-core && rm -rf /var/lib/apt/lists/*; }; } \
 && fc-list | grep -q .
RUN groupadd --gid 10001 opsdeck \
 && useradd --uid 10001 --gid opsdeck --create-home --shell /usr/sbin/nologin opsdeck \
 && install -d -o opsdeck -g opsdeck /home/opsdeck/.opsdeck /opt/opsdeck
COPY --from=build /natives /opt/opsdeck/natives
COPY --from=build /src/src/deploy/image/jvm.options /src/src/deploy/image/healthcheck /src/src/deploy/image/train /opt/opsdeck/
COPY --from=build /src/target/opsdeck.jar /opt/opsdeck/opsdeck.jar
# One arena per core and more is what glibc takes otherwise, and never gives back.
ENV MALLOC_ARENA_MAX=2
USER 10001:10001
WORKDIR /home/opsdeck
RUN /opt/opsdeck/train
VOLUME /home/opsdeck/.opsdeck
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["/opt/opsdeck/healthcheck"]
ENTRYPOINT ["java", "@/opt/opsdeck/jvm.options", "-XX:AOTCache=/opt/opsdeck/opsdeck.aot", "-jar", "/opt/opsdeck/opsdeck.jar"]
CMD ["serve"]
