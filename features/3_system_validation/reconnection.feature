Feature: Reconnection
  A client that lost its connection asks which sessions it can come back to.

  Rule: Sessions that can be reconnected to are told

    @VALID-3 @CTRL-5 @critical
    Scenario: The current session can be reconnected to
      Given a session is initialised in the workspace
      When the reconnection is tested
      Then the session is among those listed

    @VALID-3 @CTRL-5 @normal
    Scenario: One session can be asked about
      Given a session is initialised in the workspace
      When the reconnection to the session is tested
      Then the session is among those listed

    @VALID-3 @CTRL-5 @normal
    Scenario: Reconnection can be tested while work goes on
      Given a session is initialised in the workspace
      When the reconnection is tested while 20 tasks are being planned
      Then the session is among those listed
      And every one of the 20 calls was answered

    @CTRL-5 @critical
    Scenario: Nobody can reconnect to a session nobody knows
      When the reconnection to an unknown session is tested
      Then the reconnection test is refused

  Rule: Several processes can work in one workspace

    @SYS-2 @SAFE-6 @critical @own_server
    Scenario: What one process plans, another finds
      Given the task "Planned by the first" is planned
      When a second orchestrator is started in the same workspace
      Then "Planned by the first" is still pending

    @SYS-2 @SAFE-6 @critical @own_server
    Scenario: What the second process changes, the first sees
      Given the task "Shared work" is planned
      And a second orchestrator is started in the same workspace
      And "Shared work" is in progress
      When the first orchestrator is spoken to again
      Then "Shared work" is still in progress
