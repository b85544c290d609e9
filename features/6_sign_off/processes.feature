Feature: Nothing outlives the orchestrator
  Whatever an orchestrator starts ends with it. This is judged for every orchestrator that the run started and ended so far,
  not only for those of the scenarios about shutting down.

  Background:
    Given the suite has been run

  Rule: Every orchestrator ends what it started

    @SAFE-2 @critical
    Scenario: No process outlives the orchestrator that started it
      Then no orchestrator left a process behind
