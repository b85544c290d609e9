@PERF-2 @FSM-3
Feature: Startup time
  A client starts the server when it needs it, and starts it again after a crash. The client waits both times, so startup
  has to be quick.

  Rule: A cold start is not much slower than a bare server's

    @SYS-3 @normal
    Scenario: A cold start takes at most twice a bare server's startup time
      When a cold start is compared with a cold start of a bare server
      Then in comparison, it takes at most 2 times as long

  Rule: A kill does not slow down the next startup

    @ERR-3 @critical
    Scenario: After a kill, startup takes at most twice as long as usual
      When a startup after a kill is compared with a plain startup
      Then in comparison, it takes at most 2 times as long
