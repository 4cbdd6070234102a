# Stands in for a Celery worker: takes tasks from the list celery and writes what became of them as Celery does.
# A file /tmp/stuck, which a restart removes, has it do nothing any more.
use strict; use warnings; use lib '/app';
use Stand; use Time::HiRes qw(sleep); use POSIX qw(strftime);
$| = 1; $SIG{TERM} = sub { exit 0 };
unlink '/tmp/stuck';
say_log('INFO', 'worker ready');
while (1) {
    if (-e '/tmp/stuck') { sleep 0.2; next; }
    eval {
        redis('SETEX', 'celery:heartbeat', 3, 1);
        my $task = redis('BRPOP', 'celery', 1);
        work(decode($task->[1]) // {}) if $task;
        1;
    } or do { say_log('ERROR', "worker: $@"); sleep 0.5; };
}

sub work {
    my ($task) = @_;
    my ($id, $name) = ($task->{id} // $task->{headers}{id} // 'unknown', $task->{task} // $task->{headers}{task} // 'unknown');
    redis('HSET', 'celery:active', $id, time);
    my $done = eval {
        die "the source did not answer\n" if $name eq 'fail';
        sql("update launches set updated_at = now() where id = 1; insert into launch_sources (launch_id, url) values (1, 'https://sources.example/new')", 'spacex-worker');
        1;
    };
    my $why = $@;
    redis('HDEL', 'celery:active', $id);
    count($done ? 'scrapes:ok' : 'scrapes:failed', 1);
    if ($done) { say_log('INFO', "task $name\[$id] succeeded"); return; }
    chomp $why;
    say_log('ERROR', "task $name\[$id] failed: $why");
    redis('SET', "celery-task-meta-$id", encode({ task_id => $id, status => 'FAILURE', name => $name, result => { exc_type => 'ScrapeError', exc_message => [$why] }, date_done => strftime('%Y-%m-%dT%H:%M:%S+00:00', gmtime), traceback => undef, children => [] }));
}
