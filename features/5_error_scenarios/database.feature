Feature: Data store failures
  The data store can be locked by another program, damaged, deleted or read-only, and the disk can be full. A change that
  cannot be stored is rejected with a clear message, and a data store that cannot be used is never overwritten. Work
  continues when the cause of the failure is removed. Text in round brackets stands for what it describes.

  Rule: A change waits for a locked data store, but not forever

    @FAULT-5 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A plan waits until a brief lock on the data store ends
      Given the task "Written before" is planned
      When the task "Patient" is planned while the data store is locked for 1 s
      Then the plan is accepted
      And "Patient" is still pending
      And the orchestrator works again

    @FAULT-5 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A plan that waits too long for the data store is rejected
      Given the task "Written before" is planned
      When the data store is locked
      And the task "Impatient" is planned
      Then the plan is rejected
      And the rejection explains what is wrong

    @FAULT-5 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A plan rejected because of a lock is not stored
      Given the task "Written before" is planned
      And the number of tasks is noted
      When the data store is locked
      And the task "Impatient" is planned
      And the data store is available again
      Then the plan is rejected
      And the number of tasks is unchanged

    @FAULT-5 @SAFE-3 @VALID-1 @critical @own_server
    Scenario: A health check is answered while a plan waits for a lock
      Given the task "Written before" is planned
      When the data store is locked
      And a plan waits for the locked data store
      And the orchestrator's health is checked
      Then the health check is accepted
      And the plan is still waiting

    @FAULT-5 @SAFE-3 @critical @own_server
    Scenario: Tasks can be read while a plan waits for a lock
      Given the task "Written before" is planned
      When the data store is locked
      And a plan waits for the locked data store
      Then "Written before" is still pending
      And the plan is still waiting

    @FAULT-5 @SAFE-3 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: Work interrupted by a locked data store continues, losing no confirmed change
      Given 4 agents are working
      When the data store is locked for 1 s
      Then the work continues
      And every confirmed change is still in effect

  Rule: A data store damaged during operation is reported and left unchanged

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: A plan is rejected when the data store is <damage>
      Given the task "Written before" is planned
      When the data store is <damage>
      And the task "Written too late" is planned
      Then the plan is rejected
      And the rejection explains what is wrong

      Examples: damage
        | damage                   |
        | deleted                  |
        | overwritten with garbage |
        | cut in half              |

    @FAULT-5 @SAFE-4 @VALID-1 @CTRL-1 @critical @own_server
    Scenario Outline: An orchestrator whose data store is <damage> is not healthy
      Given the task "Written before" is planned
      When the data store is <damage>
      And the orchestrator's health is checked
      Then the orchestrator reports that it is not healthy

      Examples: damage
        | damage                   |
        | deleted                  |
        | overwritten with garbage |
        | cut in half              |

    @FAULT-5 @SAFE-4 @CTRL-1 @critical @own_server
    Scenario Outline: Health without the data store is not good while it is <damage>
      Given the task "Written before" is planned
      When the data store is <damage>
      And the orchestrator's health is checked without the data store
      Then the orchestrator reports that it is not healthy

      Examples: damage
        | damage                   |
        | deleted                  |
        | overwritten with garbage |

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: A data store that is <damage> during operation is left unchanged
      Given the task "Written before" is planned
      When the data store is <damage>
      And the task "Written too late" is planned
      And the orchestrator is shut down
      Then the damaged data store is unchanged

      Examples: damage
        | damage                   |
        | overwritten with garbage |
        | cut in half              |

    @FAULT-5 @SAFE-4 @OSM-4 @blocker @own_server
    Scenario Outline: Work continues when a data store that was <damage> is put back
      Given the task "Written before" is planned
      When the data store is <damage>
      And the task "Written too late" is planned
      And the data store is available again
      And a session is opened in the workspace
      Then the orchestrator works again
      And "Written before" is still pending

      Examples: damage
        | damage                   |
        | deleted                  |
        | overwritten with garbage |
        | cut in half              |

    @FAULT-5 @SAFE-4 @OSM-4 @critical @own_server
    Scenario: Opening a session replaces a data store that was deleted
      Given the task "Written before" is planned
      When the data store is deleted
      And a session is opened in the workspace
      Then the reply says that the data store is new
      And the orchestrator works again without its old data store

  Rule: A data store unusable at startup is reported, a missing one created

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario: A data store deleted before startup is replaced and reported as new
      Given the task "Written before" is planned
      When the orchestrator is started with its data store deleted
      And a session is opened in the workspace
      Then the reply says that the data store is new

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: With its data store <damage> before startup, no session can be opened
      Given the task "Written before" is planned
      When the orchestrator is started with its data store <damage>
      And a session is opened in the workspace
      Then the request to open a session is rejected
      And the rejection explains what is wrong

      Examples: damage
        | damage                   |
        | overwritten with garbage |
        | cut in half              |
        | made read-only           |
        | made unreadable          |

    @FAULT-5 @SAFE-4 @VALID-1 @normal @own_server
    Scenario Outline: An orchestrator whose data store was <damage> before startup is not healthy
      Given the task "Written before" is planned
      When the orchestrator is started with its data store <damage>
      And the orchestrator's health is checked
      Then the orchestrator reports that it is not healthy

      Examples: damage
        | damage                   |
        | overwritten with garbage |
        | cut in half              |
        | made unreadable          |

    @FAULT-5 @SAFE-4 @OSM-4 @blocker @own_server
    Scenario Outline: A data store that was <damage> before startup is left unchanged
      Given the task "Written before" is planned
      When the orchestrator is started with its data store <damage>
      And a session is opened in the workspace
      Then the damaged data store is unchanged

      Examples: damage
        | damage                   |
        | overwritten with garbage |
        | cut in half              |
        | made read-only           |

    @FAULT-5 @SAFE-4 @OSM-4 @blocker @own_server
    Scenario Outline: Work continues once a data store <damage> before startup is put right
      Given the task "Written before" is planned
      When the orchestrator is started with its data store <damage>
      And a session is opened in the workspace
      And the data store is available again
      And a session is opened in the workspace
      Then the orchestrator works again
      And "Written before" is still pending

      Examples: damage
        | damage                   |
        | overwritten with garbage |
        | cut in half              |
        | made read-only           |
        | made unreadable          |

  Rule: With a read-only data store, only stored changes are confirmed

    @FAULT-5 @SAFE-4 @SAFE-1 @OSM-4 @critical
    Scenario: Work interrupted by a read-only data store continues, losing no confirmed change
      Given the orchestrator runs as an ordinary user
      And 4 agents are working
      When the data store is read-only for 0.5 s
      Then the work continues
      And every confirmed change is still in effect

  Rule: A full disk leaves nothing half done

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: A plan is rejected when the disk is full
      Given the task "Written before" is planned
      When the disk is full
      And the task "No room" is planned
      Then the plan is rejected
      And the rejection explains what is wrong

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: A plan rejected because of a full disk is not stored
      Given the task "Written before" is planned
      And the number of tasks is noted
      When the disk is full
      And the task "No room" is planned
      And disk space is available again
      Then the plan is rejected
      And the number of tasks is unchanged

    @FAULT-5 @SAFE-5 @OSM-4 @critical @own_server
    Scenario: Plans are accepted again when disk space is available
      Given the task "Written before" is planned
      When the disk is full
      And the task "No room" is planned
      And disk space is available again
      Then the orchestrator works again
      And "Written before" is still pending

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: A submission that overfills the disk leaves its task in progress
      Given the task "Large work" is in progress
      When the disk is nearly full
      And its result is submitted with 3 MB of work
      Then the submission is rejected
      And the rejection explains what is wrong
      And "Large work" is still in progress

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: A rejected submission leaves no part of its work in the workspace
      Given the task "Large work" is in progress
      When the disk is nearly full
      And its result is submitted with 3 MB of work
      Then the submission is rejected
      And no part of its work is left in the workspace

    @FAULT-5 @SAFE-5 @OSM-4 @critical @own_server
    Scenario: A submission that found no space is accepted once there is space
      Given the task "Large work" is in progress
      When the disk is nearly full
      And its result is submitted with 3 MB of work
      And disk space is available again
      And its result is submitted with 3 MB of work
      Then "Large work" is completed
      And all of its submitted work can be read
      And the orchestrator works again

    @FAULT-5 @SAFE-5 @MAINT-3 @critical @own_server
    Scenario Outline: The earlier <document> is unchanged when a new one finds no space
      Given <making>
      And the task "Planned since" is planned
      And the content of the workspace is noted
      When the disk is full
      And <making>
      Then the content of the workspace is unchanged

      Examples: documents
        | document          | making                          |
        | handover document | a handover document is prepared |
        | overview          | the documentation is updated    |

    @FAULT-5 @SAFE-5 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: Work interrupted by a full disk continues, losing no confirmed change
      Given 4 agents are working
      When the disk is full for 0.5 s
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-5 @SAFE-5 @OSM-4 @critical
    Scenario: The rejection of a plan on a full file system is explained
      Given the orchestrator runs on a small file system
      And the task "Written before" is planned
      When the file system is full
      And tasks are planned until one is rejected
      Then the rejection explains what is wrong

    @FAULT-5 @SAFE-5 @OSM-4 @critical
    Scenario: Work continues when a full file system has space again
      Given the orchestrator runs on a small file system
      And the task "Written before" is planned
      When the file system is full
      And tasks are planned until one is rejected
      And disk space is available again
      Then the orchestrator works again
      And "Written before" is still pending

    @FAULT-5 @SAFE-5 @OSM-4 @critical
    Scenario: A submission that overfills the file system leaves its task in progress
      Given the orchestrator runs on a small file system
      And the task "Large work" is in progress
      When the file system is nearly full
      And its result is submitted with 3 MB of work
      Then the submission is rejected
      And "Large work" is still in progress
      And no part of its work is left in the workspace

    @FAULT-5 @SAFE-5 @TMPL-3 @critical
    Scenario: A template that overfills the file system leaves none of its tasks
      Given the orchestrator runs on a small file system
      And the draft of the template "saga" has the tasks:
        | key    | title            | description                 |
        | first  | The first night  | Told in a few words         |
        | second | The second night | (half a million characters) |
      And the template "saga" is created
      When the file system is nearly full
      And the tasks of the template "saga" are planned without any values
      Then no task has the title "The first night"
