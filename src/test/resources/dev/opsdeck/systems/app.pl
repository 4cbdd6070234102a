# A small HTTP service in the place of an application. Its health is that of what it really uses.
#
#   PORT, SERVICE, VERSION
#   HEALTH       path of its health, /health if left out
#   DATABASE     conninfo of a PostgreSQL that it uses, asked with psql
#   REDIS        host:port of a Redis that it uses
#   UPSTREAMS    URLs that must answer, apart by spaces
#   ENV_FILE     a file of more variables, read whenever it starts; DB_PASSWORD in it is that of DATABASE
#   HEALTH_BODY  what it says when it is well
#
# Files in /switch make it fail: sick (its health is 503), slow (every answer but that at /metrics takes so many seconds), errors (everything
# but its health is 500), broken (it does not start). A program /app/www/PATH is run and its output is the answer; the
# program finds the method in METHOD, the query in QUERY and the address of who asks in ADDRESS. Counts are at /metrics.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX qw(strftime);
use Time::HiRes qw(time sleep);

if (open my $file, '<', $ENV{ENV_FILE} || '/none') {
    while (<$file>) { $ENV{$1} = $2 if /^(\w+)=(.*)$/ }
}
$ENV{PGPASSWORD} = $ENV{DB_PASSWORD} if $ENV{DB_PASSWORD};
my $port = $ENV{PORT} || 8080;
my $service = $ENV{SERVICE} || 'app';
my $version = $ENV{VERSION} || '1';
my $health = $ENV{HEALTH} || '/health';
my $counts = '/run/counts';
mkdir $counts;
mkdir '/switch';
$| = 1;
$SIG{TERM} = $SIG{INT} = sub { line('INFO', "$service stops"); exit 0 };
$SIG{CHLD} = 'IGNORE';

sub line { print strftime('%Y-%m-%dT%H:%M:%SZ', gmtime), " $_[0] $_[1]\n" }

if (-e '/switch/broken') {
    line('ERROR', 'cannot read the configuration');
    exit 1;
}
my $server = IO::Socket::INET->new(LocalPort => $port, Listen => 64, ReuseAddr => 1) or die "port $port: $!";
line('INFO', "$service $version ready on port $port");
while (1) {
    my $client = $server->accept or next;
    my $pid = fork;
    if (defined $pid && $pid == 0) {
        $SIG{CHLD} = $SIG{TERM} = 'DEFAULT';
        serve($client);
        exit 0;
    }
    close $client;
}

sub serve {
    my ($client) = @_;
    my $begun = time;
    local $SIG{ALRM} = sub { exit 0 };
    alarm 60;
    my $request = <$client>;
    return unless defined $request && $request =~ m{^(\w+) ([^ ?]+)(?:\?(\S*))?};
    my ($method, $path, $query) = ($1, $2, $3 // '');
    my $forwarded = '';
    while (my $header = <$client>) {
        last if $header =~ /^\r?\n$/;
        $forwarded = $1 if $header =~ /^x-forwarded-for:\s*(\S+)/i;
    }
    sleep(slurp('/switch/slow')) if -e '/switch/slow' && $path ne '/metrics';
    my ($status, $type, $body) = answer($method, $path, $query, $forwarded || $client->peerhost);
    print $client "HTTP/1.1 $status x\r\nContent-Type: $type\r\nContent-Length: ", length $body,
        "\r\nConnection: close\r\nX-Version: $version\r\n\r\n", $body;
    close $client;
    return if $path eq '/metrics';
    my $took = time - $begun;
    count("status-$status", '.');
    count('microseconds', sprintf("%d\n", $took * 1e6));
    line($status >= 500 ? 'ERROR' : 'INFO', sprintf('%s %s %d %dms', $method, $path, $status, $took * 1000));
}

sub answer {
    my ($method, $path, $query, $address) = @_;
    return (200, 'text/plain', metrics()) if $path eq '/metrics';
    if ($path eq $health) {
        my @down = (-e '/switch/sick' ? 'service' : ()), down();
        line('ERROR', "down: @down") if @down;
        return (503, 'application/json', '{"status":"DOWN","down":"' . join(',', @down) . '"}') if @down;
        return (200, 'application/json', $ENV{HEALTH_BODY} || '{"status":"UP"}');
    }
    return (500, 'text/plain', "internal error\n") if -e '/switch/errors';
    if ($path !~ /\.\./ && -x "/app/www$path" && !-d _) {
        local @ENV{qw(METHOD QUERY ADDRESS)} = ($method, $query, $address);
        my $body = `/app/www$path 2>&1`;
        return ($? == 0 ? 200 : 500, 'application/json', $body);
    }
    return (200, 'text/plain', "$service $version\n");
}

sub down {
    my @down;
    push @down, 'database' if $ENV{DATABASE} && !runs('psql', $ENV{DATABASE}, '-qtAc', 'select 1');
    push @down, 'redis' if $ENV{REDIS} && !pings(split /:/, $ENV{REDIS});
    for my $url (split ' ', $ENV{UPSTREAMS} || '') {
        push @down, $url unless runs('curl', '-fsS', '-m', '3', '-o', '/dev/null', $url);
    }
    return @down;
}

sub runs {
    local $ENV{PGCONNECT_TIMEOUT} = 3;
    my $said = '';
    open my $out, '-|', join(' ', map { "'$_'" } @_) . ' 2>&1' or return 0;
    $said .= $_ while <$out>;
    return 1 if close $out;
    $said =~ s/\s+/ /g;
    line('ERROR', $said);
    return 0;
}

sub pings {
    my ($host, $port) = @_;
    my $redis = IO::Socket::INET->new(PeerHost => $host, PeerPort => $port, Timeout => 3) or return 0;
    print $redis "PING\r\n";
    my $said = <$redis>;
    return defined $said && $said =~ /^(\+PONG|-NOAUTH)/;
}

sub slurp { open my $file, '<', $_[0] or return 0; local $/; return <$file> + 0 }

sub count {
    open my $file, '>>', "$counts/$_[0]" or return;
    syswrite $file, $_[1];
}

sub metrics {
    my $text = "# TYPE http_requests_total counter\n";
    for my $file (glob "$counts/status-*") {
        my ($status) = $file =~ /status-(\d+)/;
        $text .= "http_requests_total{service=\"$service\",status=\"$status\"} " . (-s $file) . "\n";
    }
    my ($sum, $number) = (0, 0);
    if (open my $file, '<', "$counts/microseconds") {
        while (<$file>) { $sum += $_; $number++ }
    }
    $text .= "# TYPE http_request_duration_seconds summary\n";
    $text .= sprintf "http_request_duration_seconds_sum{service=\"%s\"} %.6f\n", $service, $sum / 1e6;
    $text .= "http_request_duration_seconds_count{service=\"$service\"} $number\n";
    return $text;
}
