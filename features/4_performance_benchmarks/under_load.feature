@PERF-2 @FSM-3
Feature: Work under load
  Many agents work at the same time, each on a task of its own from plan to result. Every answer is checked, and
  every task is read back at the end. For one in ten completed tasks, the agent tries to start it again, which must be
  rejected. A load is sustained if all tasks are completed and no answer is wrong. A protocol-only client is a program that
  uses MCP and nothing else of this suite.

  Rule: Under load, all tasks are completed and no answer is wrong

    @load @OSM-3 @PERF-3 @own_server @critical
    Scenario: A load over two connections is sustained
      When a load of 60 tasks is applied over 2 connections
      Then the orchestrator sustains the load

    @load @OSM-3 @PERF-3 @normal
    Scenario: A load from protocol-only clients is sustained
      When a load of 24 tasks is applied by protocol-only clients
      Then the orchestrator sustains the load
