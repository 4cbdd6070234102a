package Stand;
# What the stand-ins share: their settings, Redis and PostgreSQL.
use strict; use warnings;
use IO::Socket::INET; use JSON::PP; use Time::HiRes qw(time);
use Exporter 'import';
our @EXPORT = qw(redis sql setting say_log count read_file encode decode);

sub read_file { my ($path) = @_; open(my $in, '<', $path) or return ''; local $/; return scalar <$in>; }
sub encode { return JSON::PP->new->canonical->encode($_[0]) }
sub decode { return eval { JSON::PP->new->decode($_[0]) } }

# As programs do that read their environment file when they start.
our %settings = map { /^([A-Z_]+)=(.*)$/ ? ($1 => $2) : () } split /\n/, read_file('/srv/spacex/.env.production');
sub setting { return $settings{$_[0]} // '' }

sub say_log { my ($level, $text) = @_; my @t = gmtime; printf STDOUT "%04d-%02d-%02dT%02d:%02d:%02dZ %s %s\n", $t[5] + 1900, $t[4] + 1, @t[3, 2, 1, 0], $level, $text; }

# A reply of Redis; undef for nothing, dies when it cannot be reached.
sub redis {
    my $socket = IO::Socket::INET->new(PeerAddr => 'redis', PeerPort => 6379, Timeout => 10) or die "redis does not answer\n";
    print $socket '*' . @_ . "\r\n" . join('', map { '$' . length($_) . "\r\n$_\r\n" } @_);
    $socket->flush;
    return reply($socket);
}
sub reply {
    my ($socket) = @_;
    my $line = <$socket> // die "redis hung up\n"; $line =~ s/\r\n$//;
    my ($kind, $rest) = (substr($line, 0, 1), substr($line, 1));
    die "$rest\n" if $kind eq '-';
    return $rest if $kind eq '+' || $kind eq ':';
    if ($kind eq '$') { return undef if $rest < 0; my $text = ''; read($socket, $text, $rest + 2); return substr($text, 0, $rest); }
    return undef if $rest < 0;
    return [map { reply($socket) } 1 .. $rest];
}

# What psql prints; dies with what it complains about. A third argument names another host than the database's own.
sub sql {
    my ($statement, $application, $host) = @_;
    local $ENV{PGPASSWORD} = setting('DATABASE_PASSWORD') || 'launch-window-7';
    local $ENV{PGAPPNAME} = $application; local $ENV{PGCONNECT_TIMEOUT} = 10; local $ENV{PGSSLMODE} = 'prefer';
    my $begun = time;
    open(my $psql, '-|', 'psql', '-XqAt', '-h', $host // 'postgres', '-U', 'spacex_user', '-d', 'spacex_launches', '-c', $statement) or die "no psql\n";
    my @lines = <$psql>; close($psql) or die "the database does not answer\n";
    chomp @lines;
    eval { count('query_seconds_sum', time - $begun); count('query_seconds_count', 1); };
    return @lines;
}

# Counters live in Redis, so that all instances count together.
sub count { my ($name, $by) = @_; redis('HINCRBYFLOAT', 'metrics', $name, $by); }
1;
