Feature: Shutting down
  An orchestrator that is told to end, in whatever way, answers what it was asked before, ends soon and without an error, and
  leaves nothing behind.

  Rule: It says beforehand whether anything would be lost

    @FAULT-4 @SAFE-2 @CTRL-4 @critical @own_server
    Scenario: What is said to be ready for a shutdown loses nothing by it
      Given the task "All done" is completed
      When a shutdown is prepared
      Then the orchestrator is told to be ready
      When the orchestrator is ended
      And the orchestrator is started anew in the same workspace
      Then "All done" is still completed
      And the whole of its work can be read

    @FAULT-4 @SAFE-2 @CTRL-4 @critical
    Scenario: With calls under way it is not ready for a shutdown
      Given an orchestrator is up
      And 20 plans are under way there
      When a shutdown is prepared there
      Then the orchestrator is told not to be ready

  Rule: An idle orchestrator ends at once

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: An idle orchestrator that is <way> ends soon, without an error, and leaves nothing
      Given an orchestrator is up
      When it is <way>
      Then it ends within the time it has
      And it ends without an error
      And it leaves nothing behind

      Examples: ways
        | way                      |
        | asked to end             |
        | interrupted              |
        | left alone by its client |

  Rule: What is under way is answered first

    @FAULT-4 @SAFE-2 @blocker
    Scenario Outline: A busy orchestrator that is <way> answers every call under way
      Given an orchestrator is up
      And 20 plans are under way there
      When it is <way>
      Then each of the 20 calls under way is answered

      Examples: ways
        | way                      |
        | asked to end             |
        | interrupted              |
        | left alone by its client |
        | asked to end twice       |

    @FAULT-4 @SAFE-2 @critical
    Scenario Outline: A busy orchestrator that is <way> ends soon, without an error, and leaves nothing
      Given an orchestrator is up
      And 20 plans are under way there
      When it is <way>
      Then it ends within the time it has
      And it ends without an error
      And it leaves nothing behind

      Examples: ways
        | way                      |
        | asked to end             |
        | interrupted              |
        | left alone by its client |

    @FAULT-4 @SAFE-2 @SAFE-1 @blocker
    Scenario Outline: What a busy orchestrator that is <way> accepts is there afterwards
      Given an orchestrator is up
      And 20 plans are under way there
      When it is <way>
      Then what it accepted is there, and what it refused is not

      Examples: ways
        | way                      |
        | asked to end             |
        | interrupted              |
        | left alone by its client |

    @FAULT-4 @SAFE-1 @OSM-4 @critical @own_server
    Scenario: Work that a shutdown ends goes on after the next start
      Given work goes on in 4 streams
      When the orchestrator is asked to end in the middle of it
      And it is started again in its workspace
      Then the work goes on
      And all that was answered is true
