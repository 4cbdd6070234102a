FROM opsdeck-test/base
COPY prometheus /bin/prometheus
COPY prometheus.yml /etc/prometheus.yml
VOLUME /prometheus
CMD ["prometheus", "--config.file=/etc/prometheus.yml", "--storage.tsdb.path=/prometheus", "--log.level=warn"]
