Feature: Maintenance
  A store that is used for months gathers dust and suffers accidents. Maintenance finds what is damaged, writes down what is
  open, and loses nothing that is still wanted.

  Rule: A scan touches nothing that is wanted

    @VALID-9 @MAINT-1 @critical
    Scenario Outline: A scan leaves a task that is <state> as it is
      Given the task "Still wanted" is <state>
      When the workspace is scanned and cleaned up
      Then "Still wanted" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | cancelled   |

    @VALID-9 @MAINT-1 @critical
    Scenario: A scan leaves the work that was done as it is
      Given the task "Still wanted" is in progress
      And its work so far is handed in
      When the workspace is scanned and cleaned up
      Then its artifact is byte for byte what was handed in

    @VALID-9 @MAINT-1 @normal
    Scenario: A scan of all there is does as little harm
      Given the task "Still wanted" is in progress
      When all there is is scanned and cleaned up
      Then "Still wanted" is still in progress

    @VALID-9 @MAINT-1 @normal
    Scenario: A scan of one task is answered
      Given the task "Look at this one" is in progress
      When "Look at this one" alone is scanned and cleaned up
      Then the maintenance is accepted
      And "Look at this one" is still in progress

    @VALID-9 @MAINT-1 @normal
    Scenario: A scan while work goes on is answered
      When the workspace is scanned and cleaned up while 20 tasks are being planned
      Then the maintenance is accepted
      And every one of the 20 calls was answered

  Rule: Validation finds damage that is there

    @VALID-9 @MAINT-2 @critical @own_server
    Scenario Outline: An artifact that is <harm> is found
      Given the task "Victim" is in progress
      And its work so far is handed in
      When its artifact is <harm> behind the orchestrator's back
      And the structure is validated
      Then the damage of "Victim" is told

      Examples: harm
        | harm       |
        | removed    |
        | cut short  |
        | lengthened |

    @VALID-9 @MAINT-2 @critical @own_server
    Scenario: No damage is told where there is none
      Given the task "Unharmed" is in progress
      And its work so far is handed in
      When the structure is validated
      Then no damage of "Unharmed" is told

    @MAINT-2 @normal @own_server
    Scenario Outline: A higher level finds it too when <validating>
      Given the task "Victim" is in progress
      And its work so far is handed in
      When its artifact is removed behind the orchestrator's back
      And <validating>
      Then the damage of "Victim" is told

      Examples: levels
        | validating                                 |
        | the structure is validated comprehensively |
        | the structure is audited in full           |
        | the structure of all there is is validated |

    @MAINT-2 @normal @own_server
    Scenario: A full audit finds work of the right size that was altered
      Given the task "Victim" is in progress
      And its work so far is handed in
      When its artifact is altered behind the orchestrator's back
      And the structure is audited in full
      Then the damage of "Victim" is told

    @MAINT-2 @normal @own_server
    Scenario: Validation mends nothing and breaks nothing
      Given the task "Victim" is in progress
      And its work so far is handed in
      When its artifact is removed behind the orchestrator's back
      And the structure is validated
      Then "Victim" is still in progress

  Rule: What is open is written down for whoever comes next

    @MAINT-3 @critical
    Scenario: The handover names every open task
      Given the family "Handed over" is planned:
        | task       |
        | First half |
        | Last half  |
      And "First half" is in progress
      When a handover is prepared
      Then the document written names "First half"
      And the document written names "Last half"

    @MAINT-3 @normal
    Scenario: The handover tells the state of an open task
      Given the task "Half done" is in progress
      When a handover is prepared
      Then the document written tells that "Half done" is in progress

    @MAINT-3 @critical
    Scenario Outline: The <document> lies inside the workspace
      Given the task "Something to write about" is planned
      When <making>
      Then the document written lies inside the workspace

      Examples: documents
        | document | making                       |
        | handover | a handover is prepared       |
        | overview | the documentation is updated |

    @MAINT-3 @normal
    Scenario: A handover of all there is names an open task
      Given the task "Open and waiting" is blocked
      When a handover of all there is is prepared
      Then the document written names "Open and waiting"

    @MAINT-3 @normal @own_server
    Scenario: A handover of all there is takes more than one directory at work
      Given a session is initialised in the new directory "elsewhere"
      And the task "Open elsewhere" is planned
      And a session is initialised in the workspace
      And the task "Open and here" is planned
      When a handover of all there is is prepared
      Then the document written names "Open and here"

    @MAINT-3 @normal
    Scenario: The overview names a task
      Given the task "Worth a line" is planned
      When the documentation is updated
      Then the document written names "Worth a line"

  Rule: Maintenance of one task needs that task

    @MAINT-1 @MAINT-2 @MAINT-3 @normal
    Scenario Outline: One task that is not named cannot be <done>
      When one task is to be <done>, but it is not said which
      Then the maintenance is refused

      Examples: what was to be done
        | done                   |
        | scanned and cleaned up |
        | validated              |
        | documented             |
        | handed over            |

    @MAINT-1 @MAINT-2 @MAINT-3 @normal
    Scenario Outline: A task nobody knows cannot be <done>
      When one task is to be <done>, but nobody knows it
      Then the maintenance is refused

      Examples: what was to be done
        | done                   |
        | scanned and cleaned up |
        | validated              |
        | documented             |
        | handed over            |
