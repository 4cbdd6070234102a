# The segmentation service, in the place of the one in Flask: it does not start without its settings, and is not well
# without its model.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX qw(strftime);

unless (-s '/app/settings.json') {
    print line('CRITICAL', 'cannot read settings.json');
    exit 1;
}
my $debug = $ENV{FLASK_DEBUG} ? ' * Debug mode: on' : ' * Debug mode: off';
print line('INFO', $debug);
my $server = IO::Socket::INET->new(LocalPort => 5002, Listen => 64, ReuseAddr => 1) or die "listen: $!";
print line('INFO', 'segmentation ready on port 5002');
while (1) {
    my $client = $server->accept or next;
    my $request = <$client> // '';
    while (my $header = <$client>) { last if $header =~ /^\r?\n$/ }
    next unless $request =~ m{^(\w+) (\S+)};
    my $status = $2 ne '/health' ? 404 : $1 ne 'GET' ? 405 : whole() ? 200 : 503;
    print $client "HTTP/1.1 $status x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    close $client;
    print line($status >= 500 ? 'ERROR' : 'INFO', "$1 $2 $status");
}

sub whole {
    system('cd /app && sha256sum --status -c checkpoint_epoch_9.pth.tar.sha256') == 0;
}

sub line { return strftime('%Y-%m-%dT%H:%M:%SZ', gmtime) . " $_[0] $_[1]\n" }
