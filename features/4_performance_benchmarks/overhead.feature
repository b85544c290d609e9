@PERF-2 @FSM-3
Feature: Overhead on real work
  The time that an orchestrator adds to a task should be lost in the noise of the work itself. A file is hashed and
  compressed, once directly and once as a task that is planned, started and completed. The work takes between 10 milliseconds
  and 2 seconds, depending on the size of the file.

  Rule: The overhead on one second of work is negligible

    @OSM-2 @PERF-3 @own_server @critical
    Scenario: The orchestrator adds less than 2 % to one second of work
      When the overhead on hashing and compressing files is measured
      Then the overhead on one second of work is less than 2 %
