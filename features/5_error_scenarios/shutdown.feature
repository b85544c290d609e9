Feature: Graceful shutdown
  An orchestrator can be ended by a signal or by a client that disconnects. It answers the calls in flight, stops
  without an error, and leaves no process, lock or temporary file behind.

  Rule: Readiness to shut down means that nothing would be lost

    @FAULT-4 @SAFE-2 @CTRL-4 @critical @own_server
    Scenario: An orchestrator that is ready to shut down loses nothing
      Given the task "All done" is completed
      When a shutdown is prepared
      Then the orchestrator reports that it is ready to shut down
      When the orchestrator is shut down
      And the orchestrator is started again in the same workspace
      Then "All done" is still completed
      And all of its submitted work can be read

    @FAULT-4 @SAFE-2 @CTRL-4 @critical
    Scenario: An orchestrator with calls in flight is not ready to shut down
      Given an orchestrator is running
      And 20 planning calls are in flight
      When a shutdown is prepared with these calls in flight
      Then the orchestrator reports that it is not ready to shut down

  Rule: An idle orchestrator ends in time

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: An idle orchestrator that is <way> ends cleanly and in time
      Given an orchestrator is running
      When the orchestrator is <way>
      Then the orchestrator ends in time
      And the orchestrator ends without an error
      And the orchestrator leaves nothing behind

      Examples: ways to end
        | way                          |
        | terminated                   |
        | interrupted                  |
        | disconnected from its client |

  Rule: Calls in flight are answered before the orchestrator ends

    @FAULT-4 @SAFE-2 @blocker
    Scenario Outline: A busy orchestrator that is <way> answers every call in flight
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then all 20 calls still in flight are answered

      Examples: ways to end
        | way                          |
        | terminated                   |
        | interrupted                  |
        | disconnected from its client |
        | terminated twice             |

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: A busy orchestrator that is <way> ends cleanly and in time
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then the orchestrator ends in time
      And the orchestrator ends without an error
      And the orchestrator leaves nothing behind

      Examples: ways to end
        | way                          |
        | terminated                   |
        | interrupted                  |
        | disconnected from its client |

    @FAULT-4 @SAFE-2 @SAFE-1 @blocker
    Scenario Outline: A busy orchestrator that is <way> keeps exactly what it accepted
      Given an orchestrator is running
      And 20 planning calls are in flight
      When the orchestrator is <way>
      Then every answered call took effect as answered, and every other at most once

      Examples: ways to end
        | way                          |
        | terminated                   |
        | interrupted                  |
        | disconnected from its client |

    @FAULT-4 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: Work interrupted by a shutdown continues and loses nothing
      Given 4 agents are working
      When the orchestrator is terminated during the work
      And the orchestrator is started again in the same workspace
      Then the work continues
      And every confirmed change is still in effect
