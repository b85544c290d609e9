@PERF-2 @FSM-3
Feature: What a start costs
  A client starts the server when it needs it, and again when it was killed. Both times somebody is waiting.

  Rule: A start is not waited for

    @SYS-3 @normal
    Scenario: A cold start takes little longer than that of a bare server
      When cold starts are measured against those of a bare server
      Then it takes at most 2 times as long

  Rule: A kill costs no more than a start

    @ERR-3 @critical
    Scenario: Coming back after a kill takes as long as a plain start
      When coming back after a kill is measured against a plain start
      Then it takes at most 2 times as long
