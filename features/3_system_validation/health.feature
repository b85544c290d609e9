Feature: Health
  Users and programs check the health of an orchestrator before they rely on it. Healthy means that its data store
  answers at that moment.

  Rule: Health reports the actual condition of the orchestrator

    @VALID-1 @CTRL-1 @blocker
    Scenario: A working orchestrator reports that it is healthy
      When the orchestrator's health is checked
      Then the orchestrator reports that it is healthy

    @VALID-1 @CTRL-1 @critical
    Scenario: Health reports the data store as connected
      When the orchestrator's health is checked
      Then health reports the data store as connected

    @CTRL-1 @PROTO-5 @normal
    Scenario: Health reports the version that the orchestrator gave on connecting
      When the orchestrator's health is checked
      Then health reports the version from the handshake

    @VALID-1 @CTRL-1 @critical
    Scenario: A health check during planning reports healthy, and every task is planned
      When the orchestrator's health is checked while 20 tasks are being planned
      Then the orchestrator reports that it is healthy
      And all 20 planning requests are accepted

    @CTRL-1 @SAFE-4 @normal @own_server
    Scenario: Health is that of the current session, also in another directory
      Given a session is opened in the new directory "elsewhere"
      When the directory "elsewhere" is deleted
      And the orchestrator's health is checked
      Then the orchestrator reports that it is not healthy
