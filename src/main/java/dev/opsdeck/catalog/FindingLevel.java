package dev.opsdeck.catalog;

/** How bad a finding is, worst first. */
public enum FindingLevel {
    CRITICAL,
    WARNING,
    INFO
}
