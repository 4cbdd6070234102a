# Stands in for the API: answers over HTTP, and really asks its database, its cache and its queue.
# Switches, each a file in /tmp that a restart removes: hang, slow, errors.
use strict; use warnings; use lib '/app';
use Stand; use IO::Socket::INET; use Time::HiRes qw(time sleep);
$| = 1; $SIG{CHLD} = 'IGNORE'; $SIG{TERM} = sub { exit 0 };
unlink "/tmp/$_" for qw(hang slow errors);
my ($ttl) = read_file('/app/cache_manager.py') =~ /CACHE_TTL = (\d+)/;
my ($reads) = read_file('/app/database.py') =~ /READ_HOST = "(.*)"/;
chomp(my $version = read_file('/app/VERSION'));
my $server = IO::Socket::INET->new(LocalPort => 8000, Listen => 64, ReuseAddr => 1) or die "port 8000: $!";
say_log('INFO', "API $version listens on 8000");
while (1) {
    my $client = $server->accept or next;
    if (!fork) { serve($client); exit 0; }
    close $client;
}

sub serve {
    my ($client) = @_;
    local $SIG{CHLD} = 'DEFAULT';
    my $begun = time;
    my ($method, $path) = (<$client> // '') =~ m{^(\S+) ([^ ?]+)} or return;
    my %headers;
    while (defined(my $line = <$client>)) { last if $line =~ /^\r?\n$/; $headers{lc $1} = $2 if $line =~ /^([^:]+): *(.*?)\r?\n$/; }
    sleep 30 if -e '/tmp/hang';
    my ($code, $body) = eval { answer($method, $path, \%headers) };
    ($code, $body) = (500, encode({ error => "$@" })) unless defined $code;
    say_log('ERROR', "$method $path failed: $body") if $code >= 500;
    eval { count("requests:$code", 1); count('request_seconds_sum', time - $begun); count('request_seconds_count', 1); } if $path =~ m{^/api/};
    my $type = $path eq '/metrics' ? 'text/plain' : 'application/json';
    print $client "HTTP/1.1 $code X\r\nContent-Type: $type\r\nCache-Control: public, max-age=60\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n" . ($method eq 'HEAD' ? '' : $body);
}

sub answer {
    my ($method, $path, $headers) = @_;
    return (200, 'pong') if $path eq '/ping';
    return (200, encode({ version => $version })) if $path eq '/version';
    return health($1 // '') if $path =~ m{^/health(?:/(\w+))?$};
    return (200, metrics()) if $path eq '/metrics';
    if ($path =~ m{^/api/admin/}) {
        if (($headers->{authorization} // '') ne 'Bearer ' . setting('ADMIN_TOKEN')) {
            say_log('WARNING', 'authentication failed for an admin call');
            return (401, encode({ error => 'authentication failed' }));
        }
        return admin($path);
    }
    return launches() if $path eq '/api/launches';
    return (404, encode({ error => 'not found' }));
}

sub launches {
    die "the launches cannot be read\n" if -e '/tmp/errors';
    sleep 2.6 if -e '/tmp/slow';
    my $cached = redis('GET', 'cache:launches');
    count($cached ? 'cache_hits' : 'cache_misses', 1);
    return (200, $cached) if $cached;
    return (200, fresh());
}

sub fresh {
    my ($replica, $rows) = split /\|/, (sql("select pg_is_in_recovery(), count(*) from launches where status = 'upcoming'", 'spacex-api', $reads))[0];
    my $body = encode({ upcoming => $rows + 0, from_replica => $replica eq 't' ? JSON::PP::true : JSON::PP::false });
    redis('SETEX', 'cache:launches', $ttl, $body);
    return $body;
}

sub admin {
    my ($path) = @_;
    if ($path eq '/api/admin/cache/warm') { fresh(); redis('SETEX', "cache:page:$_", $ttl, 'warm') for 1 .. 5; return (200, encode({ warmed => 6 })); }
    if ($path eq '/api/admin/refresh') { redis('LPUSH', 'celery', encode({ id => 'manual-' . time, task => 'refresh' })); return (202, encode({ queued => 1 })); }
    if ($path eq '/api/admin/celery/failed') { return (200, encode(redis('KEYS', 'celery-task-meta-*'))); }
    return (404, encode({ error => 'not found' }));
}

sub health {
    my ($of) = @_;
    my %checks = (
        database => sub { sql('select 1', 'spacex-health') },
        redis => sub { redis('PING') },
        celery => sub { redis('EXISTS', 'celery:heartbeat') or die "no worker was seen lately\n" },
    );
    my %found;
    for my $name ($of ? ($of) : sort keys %checks) {
        my $check = $checks{$name} or return (404, '{}');
        eval { $check->(); 1 } ? ($found{$name} = 'up') : do { chomp(my $why = $@); $found{$name} = $why; };
    }
    return ((grep { $_ ne 'up' } values %found) ? 503 : 200, encode(\%found));
}

sub metrics {
    my %of = @{ redis('HGETALL', 'metrics') };
    my $up = IO::Socket::INET->new(PeerAddr => 'postgres', PeerPort => 5432, Timeout => 2) ? 1 : 0;
    my @lines = ("spacex_database_up $up");
    for my $name (sort keys %of) {
        if ($name =~ /^requests:(\d+)$/) { push @lines, "spacex_requests_total{code=\"$1\"} $of{$name}"; }
        elsif ($name =~ /^scrapes:(\w+)$/) { push @lines, "spacex_scrapes_total{result=\"$1\"} $of{$name}"; }
        elsif ($name =~ /^cache_(hits|misses)$/) { push @lines, "spacex_${name}_total $of{$name}"; }
        else { push @lines, "spacex_$name $of{$name}"; }
    }
    return join("\n", @lines) . "\n";
}
