# The API, in the place of the one in Node.js: it uses its PostgreSQL, its Redis and its secrets.
use strict;
use warnings;
use Digest::SHA qw(hmac_sha256_hex);
use IO::Socket::INET;
use POSIX qw(strftime EINTR);

my %counts = (200 => 0, 500 => 0);
my @took = (0, 0, 0);
my $version = slurp('/app/version');
my $server = IO::Socket::INET->new(LocalPort => $ENV{PORT} || 3000, Listen => 64, ReuseAddr => 1) or die "listen: $!";
line('INFO', "API $version ready on port " . $server->sockport);
while (1) {
    my $client = $server->accept or next;
    my $request = <$client> // '';
    while (my $header = <$client>) { last if $header =~ /^\r?\n$/ }
    next unless $request =~ m{^(\w+) ([^ ?]+)(?:\?(\S*))?};
    my ($method, $path, %query) = ($1, $2, map { split /=/, $_, 2 } split /&/, $3 // '');
    $main::doing = $path;
    my $begun = time;
    my ($status, $body) = answer($path, %query);
    print $client "HTTP/1.1 $status x\r\nContent-Length: ", length $body, "\r\nConnection: close\r\n\r\n", $body;
    close $client;
    $main::doing = 'idle';
    next if $path eq '/metrics';
    $counts{$status}++;
    $took[0]++ if time - $begun < 1;
    $took[1]++;
    line($status >= 500 ? 'ERROR' : 'INFO', "$method $path $status");
}

sub answer {
    my ($path, %query) = @_;
    return health() if $path eq '/health';
    return (200, metrics()) if $path eq '/metrics';
    return (200, "$version\n") if $path eq '/api/version';
    return login(%query) if $path eq '/api/login';
    return token($query{user}) eq ($query{token} // '') ? (200, "hello\n") : (401, "log in again\n")
        if $path eq '/api/me';
    return (500, "internal error\n") if $path eq '/api/fail';
    if ($path eq '/api/leak') {
        push @main::kept, 'x' x ($query{mb} * 1024 * 1024);
        return (200, "kept\n");
    }
    return (404, "nothing here\n");
}

sub login {
    my (%query) = @_;
    if (($query{password} // '') ne 'right') {
        line('WARN', "Failed login for $query{user}");
        return (401, "no\n");
    }
    line('INFO', "login of $query{user}");
    return (200, token($query{user}));
}

sub token { return hmac_sha256_hex($_[0] // '', slurp('/run/secrets/jwt_secret') . slurp('/run/secrets/session_secret')) }

sub health {
    my @down;
    my $said = `psql "\$DATABASE" -qtAc "select 1" 2>&1`;
    push @down, 'database' if $?;
    line('ERROR', "database: $said") if $?;
    my $redis = IO::Socket::INET->new(PeerHost => 'redis', PeerPort => 6379, Timeout => 3);
    print $redis "PING\r\n" if $redis;
    push @down, 'redis' unless $redis && (<$redis> // '') =~ /PONG/;
    return @down ? (503, "{\"status\":\"DOWN\",\"down\":\"@down\"}") : (200, "{\"status\":\"UP\",\"version\":\"$version\"}");
}

sub metrics {
    my $text = join '', map { "http_requests_total{status=\"$_\"} $counts{$_}\n" } sort keys %counts;
    $text .= "http_request_duration_seconds_bucket{le=\"1\"} $took[0]\n";
    $text .= "http_request_duration_seconds_bucket{le=\"+Inf\"} $took[1]\n";
    $text .= "spheroseg_active_users 17\nspheroseg_images_processed_total $took[1]\n";
    return $text;
}

sub slurp {
    open my $file, '<', $_[0] or return '';
    local $/;
    my $text = <$file> // '';
    $text =~ s/\s+$//;
    return $text;
}

sub line {
    my $line = strftime('%Y-%m-%dT%H:%M:%SZ', gmtime) . " $_[0] $_[1]\n";
    print $line;
    open my $file, '>>', '/app/logs/backend.log' or return;
    print $file $line;
}
