@PERF-2 @FSM-3
Feature: Overhead on real work
  The time that an orchestrator adds to a task should be lost in the noise of the work itself. Files of several sizes
  are hashed and compressed, each once directly and once as a task that is planned, started and completed. This takes between
  10 milliseconds and 2 seconds. The overhead on one second of work is measured with files that take so long.

  Rule: The overhead on one second of work is negligible

    @OSM-2 @PERF-3 @own_server @critical
    Scenario: The orchestrator adds less than 2 % to one second of work
      When the overhead on hashing and compressing files is measured
      Then the overhead on one second of work is less than 2 %
