Feature: Maintenance
  Over months of use, tasks become outdated and stored files can be damaged. Maintenance is done for a single task, for the
  directory of the current session, which is the one opened last, or for the whole project, that is, for every directory in
  which a session was opened. Scanning and cleaning up, or a scan for short, reports tasks that are in progress and have
  received no request for a day, and archives subtasks whose parent task does not exist. Validation reports damage to
  artifacts, the files that contain submitted work. It has three levels: basic, comprehensive and full audit; each also finds
  what the level before it finds. Updating the documentation writes an overview of the open tasks, and a handover document
  lists them for those who take over.

  Rule: A scan leaves recent tasks unchanged

    @VALID-9 @MAINT-1 @critical
    Scenario Outline: A task that is <state> is still <state> after a scan
      Given the task "Still wanted" is <state>
      When the session's directory is scanned and cleaned up
      Then "Still wanted" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |
        | archived    |

    @VALID-9 @MAINT-1 @critical
    Scenario: A scan leaves submitted work unchanged
      Given the task "Still wanted" is in progress
      And its result is submitted with more work to follow
      When the session's directory is scanned and cleaned up
      Then its artifact is byte for byte what was submitted

    @VALID-9 @MAINT-1 @normal
    Scenario: A scan of the whole project keeps a task in progress
      Given the task "Still wanted" is in progress
      When the whole project is scanned and cleaned up
      Then "Still wanted" is still in progress

    @VALID-9 @MAINT-1 @normal
    Scenario: Scanning a single task is accepted and leaves it in progress
      Given the task "Look at this one" is in progress
      When only "Look at this one" is scanned and cleaned up
      Then the maintenance request is accepted
      And "Look at this one" is still in progress

    @VALID-9 @MAINT-1 @normal
    Scenario: A scan during planning is accepted, and every task is planned
      When the session's directory is scanned and cleaned up while 20 tasks are being planned
      Then the maintenance request is accepted
      And all 20 planning requests are accepted

    @MAINT-1 @SESSION-3 @TMPL-1 @normal @own_server
    Scenario: A scan changes neither the sessions nor the templates
      Given a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the workspace
      And the draft of the template "kept" has the tasks:
        | key  | title    | description |
        | only | One step | Take it     |
      And the template "kept" is created
      And the list of sessions is noted
      And the list of templates is noted
      When the whole project is scanned and cleaned up
      Then the list of sessions is unchanged
      And the list of templates is unchanged

  Rule: A scan reports tasks in progress without a request for a day

    @MAINT-1 @normal @own_server
    Scenario: A scan does not report a task that was just started
      Given the task "Begun just now" is in progress
      When the session's directory is scanned and cleaned up
      Then the reply does not mention "Begun just now"

    @VALID-9 @MAINT-1 @critical
    Scenario: A scan reports each of two tasks untouched for two days
      Given the orchestrator runs with an adjustable clock
      And the task "First forgotten" is in progress
      And the task "Second forgotten" is in progress
      When the clock of the orchestrator jumps two days ahead
      And the session's directory is scanned and cleaned up
      Then the reply mentions "First forgotten"
      And the reply mentions "Second forgotten"

    @MAINT-1 @normal
    Scenario Outline: A scan does not report a two-day-old task after <request>
      Given the orchestrator runs with an adjustable clock
      And the task "Taken up again" is in progress
      And its result is submitted with more work to follow
      When the clock of the orchestrator jumps two days ahead
      And <requested>
      And the session's directory is scanned and cleaned up
      Then the reply does not mention "Taken up again"

      Examples: requests
        | request                        | requested                                        |
        | a second submission            | its result is submitted with more work to follow |
        | a second start                 | it is started                                    |
        | an update to the current state | its state is changed to in progress              |

    @MAINT-1 @normal
    Scenario: A task untouched for two days stays in progress after a scan
      Given the orchestrator runs with an adjustable clock
      And the task "Begun and forgotten" is in progress
      When the clock of the orchestrator jumps two days ahead
      And the session's directory is scanned and cleaned up
      Then "Begun and forgotten" is still in progress

    @MAINT-1 @normal
    Scenario Outline: A scan ignores a task that has been <state> for two days
      Given the orchestrator runs with an adjustable clock
      And the task "Nothing to report" is <state>
      When the clock of the orchestrator jumps two days ahead
      And the session's directory is scanned and cleaned up
      Then the reply does not mention "Nothing to report"

      Examples: states
        | state     |
        | pending   |
        | completed |

    @MAINT-1 @normal
    Scenario: Only a scan of the whole project reports a task forgotten elsewhere
      Given the orchestrator runs with an adjustable clock
      And a session is opened in the new directory "elsewhere"
      And the task "Forgotten elsewhere" is in progress
      And a session is opened in the workspace
      When the clock of the orchestrator jumps two days ahead
      And the session's directory is scanned and cleaned up
      Then the reply does not mention "Forgotten elsewhere"
      When the whole project is scanned and cleaned up
      Then the reply mentions "Forgotten elsewhere"

  Rule: Validation reports damaged artifacts and no others

    @VALID-9 @MAINT-2 @critical @own_server
    Scenario Outline: Validation reports the damage when an artifact is <damage>
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      When its artifact is <damage> by another program
      And the session's directory is validated
      Then validation reports damage to "Victim"

      Examples: kinds of damage
        | damage     |
        | removed    |
        | shortened  |
        | lengthened |

    @VALID-9 @MAINT-2 @critical @own_server
    Scenario: Validation reports no damage if the artifact is intact
      Given the task "Unharmed" is in progress
      And its result is submitted with more work to follow
      When the session's directory is validated
      Then validation does not report damage to "Unharmed"

    @MAINT-2 @normal @own_server
    Scenario Outline: A missing artifact is reported when <validating>
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      When its artifact is removed by another program
      And <validating>
      Then validation reports damage to "Victim"

      Examples: levels and scopes
        | validating                                           |
        | the session's directory is validated comprehensively |
        | the session's directory is audited in full           |
        | the whole project is validated                       |

    @MAINT-2 @normal
    Scenario Outline: Validation reports a missing artifact of a task that is <state>
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      And it is <state>
      When the session's directory is validated
      Then validation reports damage to "Victim"

      Examples: states
        | state     |
        | blocked   |
        | completed |
        | failed    |
        | cancelled |

    @MAINT-2 @critical @own_server
    Scenario: Validation reports the damage to each of two tasks
      Given the task "First victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      And the task "Second victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is shortened by another program
      When the session's directory is validated
      Then validation reports damage to "First victim"
      And validation reports damage to "Second victim"

    @MAINT-2 @normal @own_server
    Scenario: Only validation of the whole project reports damage in another directory
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      When a session is opened in the new directory "elsewhere"
      And the session's directory is validated
      Then validation does not report damage to "Victim"
      When the whole project is validated
      Then validation reports damage to "Victim"

    @MAINT-2 @normal @own_server
    Scenario: A full audit reports an artifact altered without changing its size
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      When its artifact is altered without changing its size by another program
      And the session's directory is audited in full
      Then validation reports damage to "Victim"

    @MAINT-2 @normal @own_server
    Scenario: A full audit reports a missing artifact of an archived task
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      And its artifact is removed by another program
      When it is deleted
      And the session's directory is audited in full
      Then validation reports damage to "Victim"

    @MAINT-2 @normal @own_server
    Scenario: A task with a damaged artifact is still in progress after validation
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      When its artifact is removed by another program
      And the session's directory is validated
      Then "Victim" is still in progress

    @MAINT-2 @normal
    Scenario Outline: A full audit neither repairs nor removes an artifact that was <damage>
      Given the task "Victim" is in progress
      And its result is submitted with more work to follow
      When its artifact is <damage> by another program
      And the session's directory is audited in full
      Then the damaged artifact is unchanged

      Examples: kinds of damage
        | damage                            |
        | removed                           |
        | shortened                         |
        | altered without changing its size |

  Rule: Open tasks are documented for the handover

    @MAINT-3 @critical
    Scenario: The handover document lists every open task
      Given the task tree "Handed over" is planned:
        | task       |
        | First half |
        | Last half  |
      And "First half" is in progress
      When a handover document is prepared
      Then the handover document mentions "First half"
      And the handover document mentions "Last half"
      And the handover document mentions "Handed over"

    @MAINT-3 @normal @own_server
    Scenario Outline: The handover document shows that an open task is <state>
      Given the task "Half done" is <state>
      When a handover document is prepared
      Then the handover document shows "Half done" as <state>

      Examples: open states
        | state       |
        | pending     |
        | in progress |
        | blocked     |

    @MAINT-3 @normal @own_server
    Scenario: The handover document lists each of two tasks of one title
      Given the task "Mend the net" is in progress
      And the task "Second net" is planned with the title "Mend the net"
      And "Second net" is blocked
      When a handover document is prepared
      Then the handover document shows "Mend the net" as in progress
      And the handover document shows "Second net" as blocked

    @MAINT-3 @critical @own_server
    Scenario: A second handover document leaves out a task completed since
      Given the task "Done by now" is in progress
      And a handover document is prepared
      And "Done by now" is completed
      When a handover document is prepared
      Then the handover document does not mention "Done by now"

    @MAINT-3 @critical
    Scenario Outline: The <document> is written inside the workspace
      Given the task "Something to write about" is planned
      When <making>
      Then the <document> is inside the workspace

      Examples: documents
        | document          | making                          |
        | handover document | a handover document is prepared |
        | overview          | the documentation is updated    |

    @MAINT-3 @normal
    Scenario: The handover document for the whole project lists a blocked task
      Given the task "Open and waiting" is blocked
      When a handover document for the whole project is prepared
      Then the handover document mentions "Open and waiting"

    @MAINT-3 @normal @own_server
    Scenario: The handover document for the whole project lists tasks in two directories
      Given a session is opened in the new directory "elsewhere"
      And the task "Open elsewhere" is planned
      And a session is opened in the workspace
      And the task "Open here" is planned
      When a handover document for the whole project is prepared
      Then the handover document mentions "Open here"
      And the handover document mentions "Open elsewhere"

    @MAINT-3 @normal
    Scenario: The overview lists a planned task
      Given the task "Worth a line" is planned
      When the documentation is updated
      Then the overview mentions "Worth a line"

    @MAINT-3 @normal @own_server
    Scenario: The overview of a single task lists its subtask
      Given the task tree "Worth a page" is planned:
        | task       |
        | One detail |
      When only "Worth a page" is documented
      Then the overview mentions "Worth a page"
      And the overview mentions "One detail"

    @MAINT-3 @normal @own_server
    Scenario Outline: The <document> of a single task lists the subtask of its subtask
      Given the task tree "Worth a page" is planned:
        | task       |
        | One detail |
      And the task "The smallest detail" is planned with:
        | field  | value      |
        | parent | One detail |
      When only "Worth a page" is <done>
      Then the <document> mentions "The smallest detail"

      Examples: documents
        | document          | done                             |
        | overview          | documented                       |
        | handover document | written into a handover document |

    @MAINT-3 @normal @own_server
    Scenario: The overview of the whole project lists tasks in two directories
      Given a session is opened in the new directory "elsewhere"
      And the task "Worth a line elsewhere" is planned
      And a session is opened in the workspace
      And the task "Worth a line here" is planned
      When the documentation of the whole project is updated
      Then the overview mentions "Worth a line here"
      And the overview mentions "Worth a line elsewhere"

  Rule: Maintenance of a single task requires a known task

    @MAINT-1 @MAINT-2 @MAINT-3 @normal
    Scenario Outline: Having a single task <done> is rejected if no task is named
      When only a task that is not named is <done>
      Then the maintenance request is rejected

      Examples: kinds of maintenance
        | done                             |
        | scanned and cleaned up           |
        | validated                        |
        | documented                       |
        | written into a handover document |

    @MAINT-1 @MAINT-2 @MAINT-3 @normal
    Scenario Outline: An unknown task cannot be <done>
      When only an unknown task is <done>
      Then the maintenance request is rejected

      Examples: kinds of maintenance
        | done                             |
        | scanned and cleaned up           |
        | validated                        |
        | documented                       |
        | written into a handover document |
