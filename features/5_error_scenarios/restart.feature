Feature: Restarts and kills
  Whatever ends an orchestrator in the middle of its work, and whoever starts it again: what it had answered is true, and what
  it had not answered happened once and whole, or not at all.

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
