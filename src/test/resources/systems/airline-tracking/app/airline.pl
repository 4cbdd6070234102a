# The services of the airline tracking system, as far as running them goes; ROLE says which of them this is.
#
# Files in /run, which a restart empties, make it fail: sick (its health is 503), errors (flights are 500), slow (flights
# take so many seconds), cold (no flight comes from the cache).
use strict;
use warnings;
use IO::Socket::INET;
use POSIX qw(strftime :sys_wait_h);
use Time::HiRes qw(time sleep);

my ($role, $port) = @ENV{qw(ROLE PORT)};
my ($version) = slurp('/app/VERSION') =~ /(\S+)/;
my $host = slurp('/etc/hostname') =~ /(\S+)/ ? $1 : 'unknown';
my $registered = $role =~ /gateway|-service$/;
my @buckets = (0.1, 0.5, 1, 2, 5, 10);
mkdir "/run/$_" for qw(counts instances);
append("/run/counts/status-$_", '') for 200, 500;
$| = 1;

my $parent = $$;
$SIG{TERM} = $SIG{INT} = sub {
    exit 0 unless $$ == $parent;
    ask('DELETE', 'eureka', 8761, '/eureka/apps/' . uc($role) . "/$host") if $registered;
    sleep 0.5; # what was asked before is answered
    line('INFO', "$role stops");
    exit 0;
};
$SIG{CHLD} = sub { 1 while waitpid(-1, WNOHANG) > 0 };
my $server = IO::Socket::INET->new(LocalPort => $port, Listen => 128, ReuseAddr => 1) or die "port $port: $!";
line('INFO', "\e[32m$role $version\e[0m ready on port $port");
if ($registered && !fork) {
    while (getppid == $parent) {
        ask('PUT', 'eureka', 8761, '/eureka/apps/' . uc($role) . "/$host") unless -e '/run/sick';
        sleep 1;
    }
    exit 0;
}
while (1) {
    my $client = $server->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        $SIG{TERM} = $SIG{CHLD} = 'DEFAULT';
        alarm 30;
        serve($client);
        exit 0;
    }
    close $client;
}

sub serve {
    my ($client) = @_;
    my $begun = time;
    my $request = <$client>;
    return unless defined $request && $request =~ m{^(\w+) ([^ ?]+)};
    my ($method, $path) = ($1, $2);
    while (my $header = <$client>) { last if $header =~ /^\r?\n$/ }
    my ($status, $body) = answer($method, $path);
    my $word = $status == 200 ? 'OK' : $status == 500 ? 'Internal Server Error' : 'Failed';
    print $client "HTTP/1.1 $status $word\r\nContent-Type: application/json\r\nContent-Length: ", length $body,
        "\r\nConnection: close\r\n\r\n", $body;
    close $client;
    return unless $path =~ /flight/;
    my $took = time - $begun;
    append("/run/counts/status-$status", '.');
    append("/run/counts/bucket-$_", '.') for grep { $took <= $_ } @buckets;
    append('/run/counts/microseconds', sprintf("%d\n", $took * 1e6));
    line($status >= 500 ? 'ERROR' : 'INFO', sprintf('%s %s %d %s %dms', $method, $path, $status, $word, $took * 1000));
}

sub answer {
    my ($method, $path) = @_;
    return registry($method, $path) if $role eq 'eureka' && $path =~ m{^/eureka/};
    return (200, metrics()) if $path eq '/actuator/prometheus';
    return health() if $path =~ m{^/(actuator|api)/health$};
    return flight($1) if $role eq 'flightdata-service' && $path =~ m{/flight/([A-Z0-9]+)$};
    return ask('GET', 'flightdata-service', 8081, "/flight/$1") if $role eq 'api-gateway' && $path =~ m{^/api/v1/flight/([A-Z0-9]+)$};
    return (404, '{}');
}

sub health {
    my @down = -e '/run/sick' ? ('service') : ();
    if ($role =~ /-service$/) {
        push @down, 'database' unless system('psql -qtA -h postgres -U airline_tracker_user -d airline_tracker -c "select 1" >/dev/null 2>&1') == 0;
        push @down, 'kafka' unless connected('kafka', 9092);
    }
    push @down, 'redis' if $role eq 'flightdata-service' && redis('PING') ne 'PONG';
    line('ERROR', "down: @down") if @down;
    return @down ? (503, '{"status":"DOWN"}') : (200, qq({"status":"UP","version":"$version"}));
}

sub flight {
    my ($number) = @_;
    return (500, '{"error":"Internal Server Error"}') if -e '/run/errors';
    sleep(slurp('/run/slow')) if -e '/run/slow';
    my $known = -e '/run/cold' ? '' : redis('GET', "flights::$number");
    append('/run/counts/' . ($known ? 'hits' : 'misses'), '.');
    redis('SET', "flights::$number", 'in flight', 'EX', $ENV{FLIGHT_TTL}) unless $known;
    return (200, qq({"flight":"$number","status":"in flight","version":"$version"}));
}

sub registry {
    my ($method, $path) = @_;
    my $folder = '/run/instances';
    if ($path =~ m{^/eureka/apps/([A-Z-]+)/(\w+)$}) {
        my $file = "$folder/$1 $2";
        if ($method eq 'DELETE') { unlink $file } else { append($file, ''); utime undef, undef, $file }
        return (200, '{}');
    }
    my %apps;
    for my $file (glob "'$folder/'*") {
        my ($app, $instance) = $file =~ m{/([A-Z-]+) (\w+)$} or next;
        push @{$apps{$app}}, qq({"instanceId":"$instance","status":"UP"}) if time - (stat $file)[9] < 5;
    }
    my %json = map { $_ => qq({"name":"$_","instance":[) . join(',', @{$apps{$_}}) . ']}' } keys %apps;
    return (200, '{"applications":{"application":[' . join(',', map { $json{$_} } sort keys %json) . ']}}') if $path eq '/eureka/apps';
    return (200, qq({"application":$json{$1}})) if $path =~ m{^/eureka/apps/([A-Z-]+)$} && $json{$1};
    return (404, '{}');
}

sub metrics {
    my $text = '';
    for my $file (glob '/run/counts/status-*') {
        my ($status) = $file =~ /status-(\d+)/;
        $text .= qq(http_server_requests_seconds_count{status="$status"} ) . (-s $file) . "\n";
    }
    my @took = split /\n/, slurp('/run/counts/microseconds');
    for my $bucket (@buckets) {
        $text .= qq(http_server_requests_seconds_bucket{le="$bucket"} ) . (-s "/run/counts/bucket-$bucket" || 0) . "\n";
    }
    $text .= qq(http_server_requests_seconds_bucket{le="+Inf"} ) . @took . "\n";
    $text .= "flight_cache_${_}_total " . (-s "/run/counts/$_" || 0) . "\n" for $role eq 'flightdata-service' ? qw(hits misses) : ();
    my ($resident) = slurp('/proc/self/statm') =~ /^\d+ (\d+)/;
    return $text . 'jvm_memory_used_bytes ' . $resident * 4096 . "\n";
}

sub ask {
    my ($method, $host, $port, $path) = @_;
    for (1 .. 5) { # the one that was found may just be going
        my $server = IO::Socket::INET->new(PeerHost => $host, PeerPort => $port, Timeout => 3);
        if ($server) {
            print $server "$method $path HTTP/1.0\r\n\r\n";
            local $/;
            my $said = <$server> // '';
            return ($1, $2) if $said =~ m{^HTTP/1.\d (\d+).*?\r\n\r\n(.*)$}s;
        }
        sleep 0.2;
    }
    return (502, '{}');
}

sub redis {
    my $redis = IO::Socket::INET->new(PeerHost => 'redis', PeerPort => 6379, Timeout => 3) or return '';
    print $redis '*' . @_ . "\r\n" . join('', map { '$' . length($_) . "\r\n$_\r\n" } @_);
    my $said = <$redis> // '';
    return $1 if $said =~ /^\+(\w+)/;
    return '' unless $said =~ /^\$(\d+)/ && $1 > 0;
    my $value = <$redis>;
    $value =~ s/\r\n//;
    return $value;
}

sub connected { return defined IO::Socket::INET->new(PeerHost => $_[0], PeerPort => $_[1], Timeout => 3) }

sub line { print strftime('%Y-%m-%dT%H:%M:%SZ', gmtime), " $_[0] $_[1]\n" }

sub append { open my $file, '>>', $_[0] or return; syswrite $file, $_[1] if length $_[1] }

sub slurp { open my $file, '<', $_[0] or return ''; local $/; return <$file> // '' }
