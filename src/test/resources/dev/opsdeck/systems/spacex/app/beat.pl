# Stands in for Celery beat: puts a task into the queue from time to time.
use strict; use warnings; use lib '/app';
use Stand;
$| = 1; $SIG{TERM} = sub { exit 0 };
say_log('INFO', 'beat ready');
while (1) {
    sleep 300;
    eval { redis('LPUSH', 'celery', encode({ id => 'beat-' . time, task => 'refresh' })); 1 } or say_log('ERROR', "beat: $@");
}
