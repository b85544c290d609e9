@PERF-2 @FSM-3
Feature: What the orchestrator adds to the work
  Work costs what it costs; the orchestrator's part of it should be lost in the noise. A file is hashed and compressed,
  once as it is and once as a task that is planned, executed and completed; sizes from 10 milliseconds to 2 seconds.

  Rule: Work of a second does not notice the orchestrator

    @OSM-2 @PERF-3 @own_server @critical
    Scenario: Hashing and compressing a file for a second has less than 2 % added to it
      When files are hashed and compressed as tasks of the orchestrator
      Then less than 2 % is added to work of one second
