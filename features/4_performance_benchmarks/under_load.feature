@PERF-2 @FSM-3
Feature: Under load
  Many agents at once, each with a task of its own from plan to result. Every answer is looked at, one in ten tasks is
  executed again although it is completed, and in the end every task is read back.

  Rule: A load is carried whole

    @load @OSM-3 @PERF-3 @own_server @critical
    Scenario: A load over several connections is carried
      When a load of 60 tasks is put on it over 2 connections
      Then the load is carried

    @load @OSM-3 @PERF-3 @normal
    Scenario: A load of clients that know nothing but the protocol is carried
      When a load of 24 tasks is put on it by clients that know nothing but the protocol
      Then the load is carried
