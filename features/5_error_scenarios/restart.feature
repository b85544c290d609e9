Feature: Restarts and crashes
  An orchestrator can be restarted, killed or frozen in the middle of its work, and started again. Everything that was
  answered still holds. Everything else took effect once or not at all. The work is done in streams, each of which plans,
  starts and completes one task after another.

  Rule: A requested restart interrupts work but loses nothing

    @FAULT-1 @VALID-2 @CTRL-2 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario Outline: A <manner> restart during work loses nothing that was answered
      Given 4 agents are working
      When a <manner> restart is requested
      Then the work continues
      And every confirmed change is still in effect

      Examples: kinds of restart
        | manner   |
        | graceful |
        | forced   |

    @FAULT-1 @CTRL-2 @critical
    Scenario: Exactly one of two restarts requested at the same time is accepted
      Given an orchestrator is running
      When two restarts are requested at the same time
      Then exactly one restart is accepted
      And the orchestrator stops without an error

    @FAULT-1 @CTRL-2 @PROTO-1 @normal
    Scenario: The rejection of a second restart is flagged and explained
      Given an orchestrator is running
      When two restarts are requested at the same time
      Then the rejection is flagged as an error
      And the rejection explains what is wrong

    @FAULT-1 @CTRL-2 @OSM-4 @critical
    Scenario: A restart answers every call in flight and accepts no new call
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is asked to restart
      Then all 20 calls that were in flight are answered
      And the orchestrator stops without accepting another call
      And the orchestrator stops without an error

    @FAULT-1 @CTRL-3 @OSM-4 @normal
    Scenario: Two restarts requested at the same time are recorded as one
      Given an orchestrator is running
      When two restarts are requested at the same time
      And the orchestrator is started again in the same workspace
      And the restart status is requested, including the history
      Then the restart history contains 1 restart
      And the orchestrator works again

    @FAULT-1 @CTRL-2 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: While the data store is locked, at most one restart is accepted
      Given the task "Written before" is planned
      When two restarts are requested while the data store is locked for 0.5 s
      Then the orchestrator works again
      And "Written before" is still pending

    @FAULT-1 @CTRL-2 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A restart that cannot be recorded is rejected without effect
      Given the task "Written before" is planned
      When the data store is locked
      And a restart that cannot be recorded is requested
      Then the restart is rejected
      When the data store is available again
      Then the orchestrator works again

  Rule: A kill loses nothing that was answered

    @FAULT-1 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario Outline: The <time> random kill during work loses nothing that was answered
      Given 4 agents are working
      When the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect

      Examples: kills
        | time   |
        | first  |
        | second |
        | third  |

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server @large
    Scenario: Twenty kills in a row lose nothing that was answered
      Given 4 agents are working
      When the orchestrator is killed and started again 20 times
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-1 @SAFE-1 @TASK-3 @OSM-4 @blocker @own_server
    Scenario: A large submission interrupted by a kill is whole or absent
      Given 2 agents are working with results of 3 MB
      When the orchestrator is killed during a submission
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: A second kill during startup loses nothing that was answered
      Given 4 agents are working
      When the orchestrator is killed, and again during its startup
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-1 @SAFE-1 @TMPL-1 @OSM-4 @critical @own_server
    Scenario: A created template and an archived task are kept after a kill
      Given the task "Put away" is archived
      And the draft of the template "release" has the tasks:
        | key  | title |
        | only | Ship  |
      When the template "release" is created
      And the orchestrator is killed
      And the orchestrator is started again in the same workspace
      Then the template "release" loads unchanged
      And "Put away" is still archived

  Rule: A frozen process continues as if nothing had happened

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: A freeze beyond the clients' timeout loses nothing that was answered
      Given 4 agents are working with a timeout of 0.4 s per call
      When the orchestrator is frozen for 1 s
      Then the work continues
      And every confirmed change is still in effect

    @FAULT-1 @SAFE-1 @OSM-4 @normal @own_server
    Scenario: A short freeze delays the calls in flight and loses none
      Given 4 agents are working
      When the orchestrator is frozen for 0.3 s
      Then the work continues
      And every call of these agents is answered
      And every confirmed change is still in effect

  Rule: Data stored by an earlier version can be used

    @FAULT-1 @SESSION-1 @critical
    Scenario Outline: An earlier version's task "<task>" is still <state>
      Given the workspace holds "<task>" from an earlier version
      Then "<task>" is still <state>

      Examples: tasks
        | task             | state       |
        | Planned long ago | pending     |
        | Begun long ago   | in progress |
        | Done long ago    | completed   |

    @FAULT-1 @TASK-3 @normal
    Scenario: A task that an earlier version started can be completed
      Given the workspace holds "Begun long ago" from an earlier version
      When its result is submitted
      Then "Begun long ago" is completed
      And its artifact is byte for byte what was submitted

    @FAULT-1 @CLIENT-5 @TASK-3 @normal
    Scenario: A change to an earlier version's task outlasts another start
      Given the workspace holds "Begun long ago" from an earlier version
      When its result is submitted
      And the orchestrator is started again in the same workspace
      Then "Begun long ago" is still completed

    @FAULT-1 @EXEC-4 @normal
    Scenario: A result that an earlier version stored can be read
      Given the workspace holds "Done long ago" from an earlier version
      Then its summary is "It was done in time"
      And its artifact mentions "The work of long ago, to its last line."

  Rule: A clock jump changes neither the sort order nor the history

    @FAULT-1 @TASK-7 @OSM-4 @normal
    Scenario Outline: The newest task comes first after the clock jumps <jump>
      Given the orchestrator runs with an adjustable clock
      And the task "Order one" is planned
      And the task "Order two" is planned
      When the clock of the orchestrator jumps <jump>
      And the task "Order three" is planned
      And all tasks are searched by text "Order"
      Then the tasks found are in the order "Order three, Order two, Order one"
      And the orchestrator works again

      Examples: jumps
        | jump        |
        | a day ahead |
        | a day back  |

    @FAULT-1 @TASK-4 @CTRL-3 @minor
    Scenario: After a clock jump, no change or restart precedes its cause
      Given the orchestrator runs with an adjustable clock
      And the clock of the orchestrator jumps a day ahead
      And the task "Planned tomorrow" is planned
      When the orchestrator is restarted
      And "Planned tomorrow" is started
      And the restart status is requested, including the history
      Then every restart finished after it was requested
      And "Planned tomorrow" was not changed before it was planned
