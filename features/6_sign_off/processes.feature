Feature: Leftover processes
  An orchestrator ends every process that it starts. This is judged for every orchestrator that was started and ended in
  the run so far, not only for those of the shutdown scenarios.

  Background:
    Given the other features have run

  Rule: An orchestrator ends every process that it started

    @SAFE-2 @critical
    Scenario: No orchestrator of the run leaves processes running
      Then no orchestrator left a process behind
