Feature: Leftover processes
  An orchestrator ends every process that it starts. This is checked for every orchestrator that the test run has started and
  ended so far, not only for those of the shutdown scenarios.

  Background:
    Given the other features have run

  Rule: An orchestrator ends every process that it started

    @SAFE-2 @critical
    Scenario: No orchestrator started in the test run leaves processes running
      Then no orchestrator left a process behind
