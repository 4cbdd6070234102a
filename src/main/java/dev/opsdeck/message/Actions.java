package dev.opsdeck.message;

/**
 * Ids of the buttons, modals and inputs that messages offer. The value of a {@code run_…} button is the run's number,
 * of a {@code step_…} button {@code run:step}, of a {@code command_…} button the text of the command, of a {@code log_…} button
 * which lines of which log are to be shown.
 */
public final class Actions {
    public static final String RUN_APPROVE = "run_approve";
    public static final String RUN_DENY = "run_deny";
    public static final String RUN_WITHDRAW = "run_withdraw";
    public static final String RUN_CANCEL = "run_cancel";
    public static final String RUN_OUTPUT = "run_output";
    public static final String RUN_AGAIN = "run_again";
    public static final String STEP_SKIP = "step_skip";
    public static final String RUN_PUT_BACK = "run_put_back";
    public static final String RUN_GIVE_UP = "run_give_up";
    public static final String STEP_RETRY = "step_retry";
    public static final String STEP_DONE = "step_done";
    /** What people say about the steps that a run leaves to them. */
    public static final String STEP_TICK = "step_tick";

    public static final String STEP_CANNOT = "step_cannot";
    public static final String STEP_APPROVE = "step_approve";
    public static final String STEP_DENY = "step_deny";

    /** Callback of the modal that asks for the parameters of a runbook. */
    public static final String RUNBOOK_MODAL = "runbook";

    public static final String COMMAND_RUN = "command_run";
    /** Its value is the id of a stored reading. */
    public static final String READING_CSV = "reading_csv";

    public static final String COMMAND_CHOOSE = "command_choose";

    /** Its value is {@code 12:3}, the number of a checklist and the place of an item. */
    public static final String CHECKLIST_TICK = "checklist_tick";

    /** Its value is the number of a checklist. */
    public static final String CHECKLIST_AGAIN = "checklist_again";

    /** Its value is the number of a page. */
    public static final String PAGE_ACK = "page_ack";

    public static final String LOG_OLDER = "log_older";
    public static final String LOG_NEWER = "log_newer";
    public static final String LOG_ERRORS = "log_errors";
    public static final String LOG_ALL_LEVELS = "log_all_levels";
    public static final String LOG_FILTER = "log_filter";
    public static final String LOG_EXPORT = "log_export";
    public static final String LOG_SHOW = "log_show";
    public static final String LOG_STOP = "log_stop";

    /** Callback of the modal that asks for what a log is filtered by; its metadata is the view of the log. */
    public static final String LOG_FILTER_MODAL = "log_filter";

    /** Block and action ids of the inputs in {@link #LOG_FILTER_MODAL}. */
    public static final String GREP = "grep";

    public static final String EXCLUDE = "exclude";

    /** Callback of the modal that asks why a run is denied; its metadata is the run's number. */
    public static final String DENY_MODAL = "run_deny";

    /** The form that asks for a runbook; its only input is the file. */
    public static final String IMPORT_MODAL = "import_runbook";

    public static final String RUNBOOK_FILE = "runbook";

    /** Callback of the modal that takes a command. */
    public static final String COMMAND_MODAL = "command_modal";

    /** Block and action id of the reason in {@link #DENY_MODAL}. */
    public static final String REASON = "reason";

    /** Block and action id of the command's text in {@link #COMMAND_MODAL}. */
    public static final String TEXT = "text";

    /** Everything about incidents begins with this. The value is the incident's number unless it says otherwise. */
    public static final String INCIDENT = "incident_";

    /** Opens {@link #INCIDENT_DECLARE_MODAL}; the value is what it is declared from, such as {@code run:17}. */
    public static final String INCIDENT_DECLARE = "incident_declare";

    public static final String INCIDENT_ACK = "incident_ack";
    public static final String INCIDENT_MITIGATE = "incident_mitigate";
    public static final String INCIDENT_RESOLVE = "incident_resolve";
    public static final String INCIDENT_REOPEN = "incident_reopen";
    public static final String INCIDENT_UPDATE = "incident_update";
    public static final String INCIDENT_NOTE = "incident_note";
    public static final String INCIDENT_ASSIGN = "incident_assign";
    public static final String INCIDENT_STOP_CLOCKS = "incident_stop_clocks";
    public static final String INCIDENT_POST_MORTEM = "incident_post_mortem";
    public static final String INCIDENT_PUBLISH = "incident_publish";

    /** The value is {@code 12:P1}. */
    public static final String INCIDENT_SEVERITY = "incident_severity";

    /** Takes a duty; the action is followed by the duty's word, the value is the number. */
    public static final String INCIDENT_TAKE = "incident_take_";

    /** Another page of a timeline; the value is {@code 12:40}, the number and where the page begins. */
    public static final String INCIDENT_TIMELINE = "incident_timeline";

    public static final String INCIDENT_TIMELINE_OLDER = "incident_timeline_older";
    public static final String INCIDENT_TIMELINE_NEWER = "incident_timeline_newer";

    /** The picture of the course. */
    public static final String INCIDENT_PICTURE = "incident_picture";

    public static final String INCIDENT_DECLARE_MODAL = "incident_declare";
    public static final String INCIDENT_UPDATE_MODAL = "incident_update";
    public static final String INCIDENT_PREVIEW_MODAL = "incident_preview";
    public static final String INCIDENT_RESOLVE_MODAL = "incident_resolve";
    public static final String INCIDENT_NOTE_MODAL = "incident_note";
    public static final String INCIDENT_ASSIGN_MODAL = "incident_assign";
    public static final String INCIDENT_MARK_MODAL = "incident_mark";

    /** Callbacks of the shortcuts. */
    public static final String INCIDENT_SHORTCUT = "incident_shortcut";

    public static final String INCIDENT_DECLARE_SHORTCUT = "incident_declare_message";
    public static final String INCIDENT_MARK_SHORTCUT = "incident_mark_message";

    /** Block and action id of the channel in {@link #COMMAND_MODAL}. */
    public static final String CHANNEL = "channel";

    private static final String NUMBERED_RUN = COMMAND_RUN + "_";

    private Actions() {}

    /** {@link #COMMAND_RUN} for one of several buttons in the same block. */
    static String commandRun(int index) {
        return NUMBERED_RUN + index;
    }

    /** The action without the number that tells several buttons of a block apart. */
    public static String withoutNumber(String action) {
        return action.startsWith(NUMBERED_RUN) ? COMMAND_RUN : action;
    }

    /** The value of a step's buttons. */
    public static String step(long run, int step) {
        return run + ":" + step;
    }
}
