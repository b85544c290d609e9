Feature: Restarts and kills
  Whatever ends an orchestrator in the middle of its work, and whoever starts it again: what it had answered is true, and what
  it had not answered happened once and whole, or not at all.

  Rule: A restart that is asked for interrupts work and loses none

    @FAULT-1 @VALID-2 @CTRL-2 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario Outline: Work that meets a restart that is <manner> goes on, and loses nothing
      Given work goes on in 4 streams
      When the orchestrator is asked to restart <manner>
      Then the work goes on
      And all that was answered is true

      Examples: manners
        | manner            |
        | in good order     |
        | without any grace |

    @FAULT-1 @CTRL-2 @critical
    Scenario: Of two restarts asked for at once one is accepted
      Given an orchestrator is up
      When two restarts are asked for at once
      Then one restart is accepted, and the other refused
      And it ends without an error

    @FAULT-1 @CTRL-3 @OSM-4 @normal
    Scenario: Two restarts asked for at once are one in the history
      Given an orchestrator is up
      When two restarts are asked for at once
      And it is started again there
      And the history of restarts is asked for
      Then the history tells 1 restart
      And it works again

    @FAULT-1 @CTRL-2 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: Of two restarts asked for while the store is locked at most one is accepted
      Given the task "Written before" is planned
      When two restarts are asked for while the store is locked for 0.5 s
      Then it works again
      And "Written before" is still pending

    @FAULT-1 @CTRL-2 @SAFE-3 @OSM-4 @critical @own_server
    Scenario: A restart that a lock on the store keeps from being noted leaves the orchestrator at work
      Given the task "Written before" is planned
      When the store is locked
      And the orchestrator is asked to restart, in vain
      Then the restart is refused
      When the store is whole again
      Then it works again

  Rule: What was answered before a kill is true after it

    @FAULT-1 @SAFE-1 @OSM-4 @blocker @own_server
    Scenario Outline: Killed at random for the <time> time, it loses nothing that was answered
      Given work goes on in 4 streams
      When the orchestrator is killed
      And it is started again in its workspace
      Then the work goes on
      And all that was answered is true

      Examples: kills
        | time   |
        | first  |
        | second |
        | third  |

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server @large
    Scenario: Killed twenty times in a row, it loses nothing that was answered
      Given work goes on in 4 streams
      When the orchestrator is killed and started again 20 times
      Then the work goes on
      And all that was answered is true

    @FAULT-1 @SAFE-1 @TASK-3 @OSM-4 @blocker @own_server
    Scenario: Killed while large works are handed in, it has each of them whole or not at all
      Given work of 3 MB a piece goes on in 2 streams
      When the orchestrator is killed while work is handed in
      And it is started again in its workspace
      Then the work goes on
      And all that was answered is true

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: Killed once more while it starts, it loses nothing that was answered
      Given work goes on in 4 streams
      When the orchestrator is killed, and again while it starts
      And it is started again in its workspace
      Then the work goes on
      And all that was answered is true

  Rule: A process that stood still goes on as if nothing had been

    @FAULT-1 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: Frozen for longer than anybody waits, it gives late answers to nobody
      Given work goes on in 4 streams that wait 0.4 s for an answer
      When the orchestrator is frozen for 1 s
      Then the work goes on
      And all that was answered is true

    @FAULT-1 @SAFE-1 @OSM-4 @normal @own_server
    Scenario: Frozen for a moment, it answers everything late
      Given work goes on in 4 streams
      When the orchestrator is frozen for 0.3 s
      Then the work goes on
      And every call of the work was answered
      And all that was answered is true

  Rule: What an earlier version wrote can be worked with

    @FAULT-1 @SESSION-1 @critical
    Scenario Outline: "<task>", written by an earlier version, is <state>
      Given the orchestrator works where an earlier version left "<task>"
      Then "<task>" is still <state>

      Examples: tasks
        | task             | state       |
        | Planned long ago | pending     |
        | Begun long ago   | in progress |
        | Done long ago    | completed   |

    @FAULT-1 @TASK-3 @normal
    Scenario: Work on what an earlier version began is taken
      Given the orchestrator works where an earlier version left "Begun long ago"
      When its work is handed in
      Then "Begun long ago" is completed
      And its artifact is byte for byte what was handed in

    @FAULT-1 @EXEC-4 @normal
    Scenario: The result that an earlier version stored can be read
      Given the orchestrator works where an earlier version left "Done long ago"
      Then its summary is "It was done in time"
      And its artifact says "The work of long ago, to its last line."

  Rule: A wall clock that jumps disturbs neither order nor history

    @FAULT-1 @TASK-7 @OSM-4 @normal
    Scenario Outline: Tasks stand in the order of their planning, though the clock jumped <jump>
      Given the orchestrator goes by a clock that can be moved
      And the task "Order one" is planned
      And the task "Order two" is planned
      When its clock jumps <jump>
      And the task "Order three" is planned
      And all tasks are looked up by words "Order"
      Then they come in the order "Order three, Order two, Order one"
      And it works again

      Examples: jumps
        | jump        |
        | a day ahead |
        | a day back  |

    @FAULT-1 @TASK-4 @CTRL-3 @minor
    Scenario: No change and no restart comes before what it follows, though the clock jumped
      Given the orchestrator goes by a clock that can be moved
      And its clock jumps a day ahead
      And the task "Planned tomorrow" is planned
      When the orchestrator is restarted
      And "Planned tomorrow" is executed
      And the history of restarts is asked for
      Then every restart came about after it was asked for
      And "Planned tomorrow" was not changed before it was planned
