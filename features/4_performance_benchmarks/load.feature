@PERF-2 @FSM-3 @own_server
Feature: Work by the hundred
  Several agents work at the same time, and for a long time. Calls that come together are taken at the rate at which they
  would be taken one by one, nothing is lost among them, and nothing piles up in the server's memory.

  Rule: Calls that come together are not in each other's way

    @PERF-3 @critical
    Scenario: Planning is as fast in a crowd as one by one
      When planning is measured with 8 and with 32 calls in flight against one after another
      Then it costs at most 1.5 times as much

  Rule: Nothing is lost among many

    @OSM-3 @PERF-3 @blocker
    Scenario: 500 tasks over four connections are all completed
      When 500 tasks are taken from plan to result over 4 connections
      Then at least 99.9 % of them are completed and read back

    @OSM-3 @PERF-3 @critical @large
    Scenario: 10,000 tasks over four connections are all completed
      When 10,000 tasks are taken from plan to result over 4 connections
      Then at least 99.9 % of them are completed and read back

  Rule: Nothing piles up

    @PERF-3 @normal
    Scenario: The memory does not grow with the calls
      When the memory is measured over a load of planned tasks
      Then each call leaves at most 12 kB behind
