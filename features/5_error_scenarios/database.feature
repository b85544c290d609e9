Feature: Losing the store
  The store of an orchestrator can be locked by another program, damaged, taken away, or left without room. Whatever cannot
  be kept is refused in words; nothing that was there is overwritten; and when the cause is gone, work goes on.

  Rule: A lock that somebody else holds is waited for, and not for ever

    @FAULT-5 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A plan waits for a short lock on the store
      Given the task "Written before" is planned
      When the task "Patient" is planned while the store is locked for 1 s
      Then the plan is accepted
      And it works again

    @FAULT-5 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A plan is refused in words when the lock on the store lasts
      Given the task "Written before" is planned
      And the number of tasks is noted
      When the store is locked
      And the task "Impatient" is planned
      Then the plan is refused
      And it says in words what was wrong
      When the store is whole again
      Then the number of tasks is as noted
      And it works again

    @FAULT-5 @SAFE-3 @VALID-1 @critical @own_server
    Scenario: Health is told while a plan waits for a lock on the store
      Given the task "Written before" is planned
      When the store is locked
      And a task is planned behind the lock
      And the health is checked
      Then the health check is accepted
      And the plan still waits

    @FAULT-5 @SAFE-3 @critical @own_server
    Scenario: Tasks can be looked at while a plan waits for a lock on the store
      Given the task "Written before" is planned
      When the store is locked
      And a task is planned behind the lock
      Then "Written before" is still pending
      And the plan still waits

    @FAULT-5 @SAFE-3 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: Work that a lock on the store interrupts loses nothing
      Given work goes on in 4 streams
      When the store is locked for 1 s
      Then the work goes on
      And all that was answered is true

  Rule: A store that is harmed while the orchestrator runs is told of, and left as it is

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: With its store <harm>, a plan is refused in words
      Given the task "Written before" is planned
      When the store of the orchestrator is <harm>
      And the task "Written too late" is planned
      Then the plan is refused
      And it says in words what was wrong

      Examples: harm
        | harm                     |
        | deleted                  |
        | overwritten with rubbish |
        | cut in half              |

    @FAULT-5 @SAFE-4 @VALID-1 @critical @own_server
    Scenario Outline: With its store <harm>, the orchestrator says that it is not well
      Given the task "Written before" is planned
      When the store of the orchestrator is <harm>
      And the health is checked
      Then the orchestrator is told not to be healthy

      Examples: harm
        | harm                     |
        | deleted                  |
        | overwritten with rubbish |
        | cut in half              |

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: A store that is <harm> is left as it is
      Given the task "Written before" is planned
      When the store of the orchestrator is <harm>
      And the task "Written too late" is planned
      And the orchestrator is ended
      Then the files of the store are as they were left

      Examples: harm
        | harm                     |
        | overwritten with rubbish |
        | cut in half              |

    @FAULT-5 @SAFE-4 @OSM-4 @blocker @own_server
    Scenario Outline: Once its store is put back after it was <harm>, work goes on
      Given the task "Written before" is planned
      When the store of the orchestrator is <harm>
      And the task "Written too late" is planned
      And the store is whole again
      And a session is initialised in the workspace
      Then it works again
      And "Written before" is still pending

      Examples: harm
        | harm                     |
        | deleted                  |
        | overwritten with rubbish |
        | cut in half              |

    @FAULT-5 @SAFE-4 @OSM-4 @critical @own_server
    Scenario: After its store was deleted, a new one is begun on demand
      Given the task "Written before" is planned
      When the store of the orchestrator is deleted
      And a session is initialised in the workspace
      Then the reply says that a new store was created
      And it works again without its old store

  Rule: A store that is harmed before the start is told of, and left as it is

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario: A store that was deleted before the start is told to be new
      Given the task "Written before" is planned
      When the orchestrator is started with its store deleted
      And a session is initialised in the workspace
      Then the reply says that a new store was created

    @FAULT-5 @SAFE-4 @critical @own_server
    Scenario Outline: Started with its store <harm>, it initialises nothing
      Given the task "Written before" is planned
      When the orchestrator is started with its store <harm>
      And a session is initialised in the workspace
      Then the initialisation is refused
      And it says in words what was wrong

      Examples: harm
        | harm                     |
        | overwritten with rubbish |
        | cut in half              |
        | made read-only           |

    @FAULT-5 @SAFE-4 @VALID-1 @normal @own_server
    Scenario Outline: Started with its store <harm>, it says that it is not well
      Given the task "Written before" is planned
      When the orchestrator is started with its store <harm>
      And the health is checked
      Then the orchestrator is told not to be healthy

      Examples: harm
        | harm                     |
        | overwritten with rubbish |
        | cut in half              |

    @FAULT-5 @SAFE-4 @OSM-4 @blocker @own_server
    Scenario Outline: Started with its store <harm>, it leaves the store as it is, and works when that is put back
      Given the task "Written before" is planned
      When the orchestrator is started with its store <harm>
      And a session is initialised in the workspace
      Then the files of the store are as they were left
      When the store is whole again
      And a session is initialised in the workspace
      Then it works again
      And "Written before" is still pending

      Examples: harm
        | harm                     |
        | overwritten with rubbish |
        | cut in half              |
        | made read-only           |

  Rule: Without the right to write, nothing is said to be kept that is not

    @FAULT-5 @SAFE-4 @SAFE-1 @OSM-4 @critical
    Scenario: Work that meets a store made read-only loses nothing
      Given the orchestrator has the rights of an ordinary user
      And work goes on in 4 streams
      When its store is made read-only for 0.5 s
      Then the work goes on
      And all that was answered is true

  Rule: Without room on the disk, nothing is half done

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: A plan for which there is no room is refused in words
      Given the task "Written before" is planned
      And the number of tasks is noted
      When the disk is full for the orchestrator
      And the task "No room" is planned
      Then the plan is refused
      And it says in words what was wrong
      When there is room again
      Then the number of tasks is as noted

    @FAULT-5 @SAFE-5 @OSM-4 @critical @own_server
    Scenario: When there is room again, plans are accepted again
      Given the task "Written before" is planned
      When the disk is full for the orchestrator
      And the task "No room" is planned
      And there is room again
      Then it works again
      And "Written before" is still pending

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: Work for which there is no room is refused in words, and does not complete its task
      Given the task "Large work" is in progress
      When the disk has little room left for the orchestrator
      And 3 MB are handed in as its work
      Then the hand-in is refused
      And it says in words what was wrong
      And "Large work" is still in progress

    @FAULT-5 @SAFE-5 @critical @own_server
    Scenario: Of work for which there is no room no part is left
      Given the task "Large work" is in progress
      When the disk has little room left for the orchestrator
      And 3 MB are handed in as its work
      Then no part of its work is left in the workspace

    @FAULT-5 @SAFE-5 @OSM-4 @critical @own_server
    Scenario: When there is room again, the same work is accepted
      Given the task "Large work" is in progress
      When the disk has little room left for the orchestrator
      And 3 MB are handed in as its work
      And there is room again
      And 3 MB are handed in as its work
      Then "Large work" is completed
      And the whole of its work can be read
      And it works again

    @FAULT-5 @SAFE-5 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario: Work that meets a full disk loses nothing
      Given work goes on in 4 streams
      When the disk is full for the orchestrator for 0.5 s
      Then the work goes on
      And all that was answered is true

    @FAULT-5 @SAFE-5 @OSM-4 @critical
    Scenario: A plan in a file system that is full is refused in words, until there is room
      Given the orchestrator works in a small file system
      And the task "Written before" is planned
      When that file system is full
      And tasks are planned until one is refused
      Then it says in words what was wrong
      When there is room again
      Then it works again
      And "Written before" is still pending

    @FAULT-5 @SAFE-5 @OSM-4 @critical
    Scenario: Work that a full file system has no room for does not complete its task
      Given the orchestrator works in a small file system
      And the task "Large work" is in progress
      When 3 MB are handed in as its work where only a part of it has room
      Then the hand-in is refused
      And "Large work" is still in progress
      And no part of its work is left in the workspace
