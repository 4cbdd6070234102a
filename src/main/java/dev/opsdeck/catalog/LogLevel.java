package dev.opsdeck.catalog;

/** How serious a log line is, worst first. */
public enum LogLevel {
    FATAL,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
