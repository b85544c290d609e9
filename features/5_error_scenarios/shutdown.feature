Feature: Graceful shutdown
  An orchestrator can be stopped by a signal or by a client that disconnects. SIGTERM is the signal that ends a process,
  and SIGINT the one that Ctrl-C sends. The orchestrator answers the calls in flight, that is, those that it has received and
  not yet answered. Then it stops without an error, and leaves no process, lock or temporary file behind.

  Rule: Readiness to shut down means that nothing would be lost

    @FAULT-4 @SAFE-2 @CTRL-4 @critical @own_server
    Scenario: An orchestrator that reports readiness loses nothing when it is shut down
      Given the task "All done" is completed
      When shutdown preparation is requested
      Then the orchestrator reports that it is ready to shut down
      When the orchestrator is shut down
      And the orchestrator is started again in the same workspace
      Then "All done" is still completed
      And all of its submitted work can be read

    @FAULT-4 @SAFE-2 @CTRL-4 @critical
    Scenario: An orchestrator with calls in flight is not ready to shut down
      Given an orchestrator is running
      And 20 planning calls are in flight
      When shutdown preparation is requested with these calls in flight
      Then the orchestrator reports that it is not ready to shut down

    @FAULT-4 @CTRL-4 @normal
    Scenario: Without connection checks, calls in flight do not prevent a shutdown
      Given an orchestrator is running
      And 20 planning calls are in flight
      When shutdown preparation is requested with these calls in flight without checking connections
      Then the orchestrator reports that it is ready to shut down

  Rule: An idle orchestrator stops within 5 seconds

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: An idle orchestrator that is <way> stops cleanly within 5 seconds
      Given an orchestrator is running
      When the orchestrator is <way>
      Then the orchestrator stops within 5 seconds
      And the orchestrator stops without an error
      And the orchestrator leaves nothing behind

      Examples: ways to end
        | way                          |
        | sent SIGTERM                 |
        | sent SIGINT                  |
        | disconnected from its client |

  Rule: Calls in flight are answered before the orchestrator stops

    @FAULT-4 @SAFE-2 @blocker
    Scenario Outline: A busy orchestrator that is <way> answers every call in flight
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then all 20 calls that were in flight are answered

      Examples: ways to end
        | way                          |
        | sent SIGTERM                 |
        | sent SIGINT                  |
        | disconnected from its client |
        | sent SIGTERM twice           |

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: A busy orchestrator that is <way> stops cleanly within 5 seconds
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then the orchestrator stops within 5 seconds
      And the orchestrator stops without an error
      And the orchestrator leaves nothing behind

      Examples: ways to end
        | way                          |
        | sent SIGTERM                 |
        | sent SIGINT                  |
        | disconnected from its client |

    @FAULT-4 @SAFE-2 @SAFE-1 @blocker
    Scenario Outline: A busy orchestrator that is <way> makes each confirmed change exactly once
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then all answered calls did what the answers say, and unanswered ones took effect at most once

      Examples: ways to end
        | way                          |
        | sent SIGTERM                 |
        | sent SIGINT                  |
        | disconnected from its client |

  Rule: Work continues after a shutdown and a new start

    @FAULT-4 @SAFE-1 @SAFE-2 @OSM-4 @critical @own_server
    Scenario: Work interrupted by a shutdown continues, losing no confirmed change
      Given 4 agents are working
      When the orchestrator is terminated during the work
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect
