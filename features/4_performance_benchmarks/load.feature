@PERF-2 @FSM-3 @own_server
Feature: Throughput and memory growth
  Several agents work at the same time, and for a long time. Calls in flight at the same time do not slow each other down,
  no task is lost among them, and the memory of the server hardly grows.

  Rule: Calls at the same time do not slow each other down

    @PERF-3 @critical
    Scenario: Planning with 8 or 32 calls in flight hardly loses throughput
      When planning with 8 and 32 calls in flight is compared with sequential planning
      Then it takes at most 1.5 times as long

  Rule: Tasks planned over several connections are not lost

    @OSM-3 @PERF-3 @blocker
    Scenario: Of 500 tasks over four connections, at least 99.9 % are completed
      When 500 tasks are planned, started and completed over 4 connections
      Then at least 99.9 % of them are completed and can be read back

    @OSM-3 @PERF-3 @critical @large
    Scenario: Of 10,000 tasks over four connections, at least 99.9 % are completed
      When 10,000 tasks are planned, started and completed over 4 connections
      Then at least 99.9 % of them are completed and can be read back

  Rule: Memory growth is bounded

    @PERF-3 @normal
    Scenario: The server's memory grows by at most 12 kB per call
      When the memory growth under load is measured
      Then the memory grows by at most 12 kB per call
