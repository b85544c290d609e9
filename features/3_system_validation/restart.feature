Feature: Restart
  An orchestrator that is asked to restart finishes what is under way and comes back as another process, with all that it
  knew: sessions, tasks, results, and the restart itself in its history.

  Rule: A restart is a new process

    @VALID-2 @CTRL-2 @blocker @own_server
    Scenario: After a restart it is another process
      When the orchestrator is restarted
      Then it is another process

    @CTRL-2 @critical @own_server
    Scenario: The old process ends without an error
      When the orchestrator is restarted
      Then the old process ended without an error

    @VALID-2 @CTRL-2 @critical @own_server
    Scenario: A restart while work goes on loses nothing
      When the orchestrator is restarted while 20 tasks are being planned
      Then every task whose plan was accepted is there

  Rule: Nothing is lost over a restart

    @VALID-2 @CTRL-2 @blocker @own_server
    Scenario Outline: A task that is <state> is so after a restart
      Given the task "Outlive the restart" is <state>
      When the orchestrator is restarted
      Then "Outlive the restart" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | completed   |

    @CTRL-2 @SESSION-2 @critical @own_server
    Scenario: The sessions are there after a restart
      Given a session is initialised in the workspace
      When the orchestrator is restarted
      And all sessions are listed, completed ones too
      Then the session is among those listed

    @CTRL-2 @EXEC-4 @critical @own_server
    Scenario: A result is there after a restart
      Given the task "Outlive the restart" is in progress
      And its work so far is handed in
      When the orchestrator is restarted
      Then its artifact is byte for byte what was handed in

    @CTRL-2 @normal @own_server
    Scenario: A restart that need not keep its state loses nothing stored
      Given the task "Outlive the restart" is in progress
      When the orchestrator is restarted without keeping its state
      Then "Outlive the restart" is still in progress

  Rule: A restart goes into the history

    @CTRL-3 @critical @own_server
    Scenario: The restart and its reason are in the history
      When the orchestrator is restarted because of "schema migration"
      And the history of restarts is asked for
      Then the history tells a restart because of "schema migration"

    @CTRL-3 @normal @own_server
    Scenario: Every restart is in the history
      When the orchestrator is restarted because of "schema migration"
      And the orchestrator is restarted because of "error recovery"
      And the history of restarts is asked for
      Then the history tells a restart because of "schema migration"
      And the history tells a restart because of "error recovery"

    @CTRL-3 @normal
    Scenario: An orchestrator that is not restarting says so
      When the restart status is asked for
      Then the restart status is accepted
