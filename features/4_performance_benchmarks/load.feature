@PERF-2 @FSM-3 @own_server
Feature: Throughput and memory growth
  Several agents use the orchestrator at the same time, over a long period. Their calls slow each other down only a
  little, hardly any task is lost, and the memory of the server grows very little.

  Rule: Concurrent calls cost little throughput

    @PERF-3 @critical
    Scenario: Planning with 8 or 32 calls in flight hardly loses throughput
      When planning with 8 and 32 calls in flight is compared with sequential planning
      Then in comparison, it takes at most 1.5 times as long

  Rule: At least 99.9 % of the tasks under load are completed

    @OSM-3 @PERF-3 @blocker
    Scenario: Of 500 tasks over four connections, at least 99.9 % are completed
      When 500 tasks are planned, started and completed over 4 connections
      Then at least 99.9 % of them are completed and can be read back

    @OSM-3 @PERF-3 @critical @large
    Scenario: Of 10,000 tasks over four connections, at least 99.9 % are completed
      When 10,000 tasks are planned, started and completed over 4 connections
      Then at least 99.9 % of them are completed and can be read back

  Rule: Memory growth per call is limited

    @PERF-3 @normal
    Scenario: The server's memory grows by at most 12 kB per call
      When the memory growth under load is measured
      Then the memory grows by at most 12 kB per call
