Feature: Reconnection
  A client that has lost its connection can ask which sessions it can reconnect to. This request is called a reconnection
  test. Several orchestrators can work in the same workspace, and each finds what the others store.

  Rule: A reconnection test lists the available sessions

    @VALID-3 @CTRL-5 @critical
    Scenario: A reconnection test lists the current session
      Given a session is opened in the workspace
      When reconnection is tested
      Then the list includes the current session

    @VALID-3 @CTRL-5 @normal
    Scenario: A reconnection test for one session lists that session
      Given a session is opened in the workspace
      When reconnection to the current session is tested
      Then the list includes the current session

    @CTRL-5 @critical @own_server
    Scenario: A reconnection test lists a session in another directory
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      When reconnection is tested
      Then the list includes the session in "elsewhere"

    @CTRL-5 @normal @own_server
    Scenario: A reconnection test for a session elsewhere lists only that session
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace
      When reconnection to the session in "elsewhere" is tested
      Then the list includes the session in "elsewhere"
      And the list does not include the current session

    @CTRL-5 @normal @own_server
    Scenario: A reconnection test does not offer a session whose directory was deleted
      Given a session is opened in the new directory "left-behind"
      And a session is opened in the new directory "still-there"
      And a session is opened in the workspace
      When the directory "left-behind" is deleted
      And reconnection is tested
      Then the session in "left-behind" is not offered for reconnection like the one in "still-there"

    @CTRL-5 @minor
    Scenario Outline: A reconnection test lists the session and leaves out the <part>
      Given a session is opened in the workspace
      When reconnection without the <part> is tested
      Then the list includes the current session
      And the reply does not mention "<word>"

      Examples: parts
        | part          | word      |
        | buffer status | buffer    |
        | statistics    | statistic |

    @VALID-3 @CTRL-5 @normal
    Scenario: During planning, a reconnection test lists the session, and planning succeeds
      Given a session is opened in the workspace
      When reconnection is tested while 20 tasks are being planned
      Then the list includes the current session
      And all 20 planning requests are accepted

    @CTRL-5 @critical
    Scenario: A reconnection test for an unknown session is rejected
      When reconnection to an unknown session is tested
      Then the reconnection test is rejected

  Rule: Several orchestrators can work in the same workspace

    @SYS-2 @SAFE-6 @critical @own_server
    Scenario: A second orchestrator finds a task planned by the first
      Given the task "Planned by the first" is planned
      When a second orchestrator is started in the same workspace
      Then "Planned by the first" is still pending

    @SYS-2 @SAFE-6 @critical @own_server
    Scenario: The first orchestrator finds a task started by the second
      Given the task "Shared work" is planned
      And a second orchestrator is started in the same workspace
      And "Shared work" is in progress
      When the client returns to the first orchestrator
      Then "Shared work" is still in progress

  Rule: A change by one orchestrator keeps the changes by another

    Background: A task that two orchestrators change
      Given the task "Shared work" is planned
      And its estimated effort is changed to "2 days"
      And a second orchestrator is started in the same workspace

    @SYS-2 @SAFE-6 @critical @own_server
    Scenario Outline: The first orchestrator keeps the <field> changed by the second
      Given "Shared work"'s <field> is changed to "<value>"
      When the client returns to the first orchestrator
      And "Shared work"'s complexity is changed to "trivial"
      Then its <field> is "<value>"

      Examples: fields
        | field            | value                 |
        | description      | Written by the second |
        | estimated effort | 3 days                |
        | specialist       | reviewer              |
