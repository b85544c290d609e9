Feature: Restart
  An orchestrator that is restarted continues as a new process. It keeps all sessions, tasks and results, and it records
  the restart in its history. On request, a restart discards the working state, that is, what the orchestrator holds in
  memory; what is stored is kept even then.

  Rule: A restart starts a new process

    @VALID-2 @CTRL-2 @blocker @own_server
    Scenario: A restarted orchestrator runs as a new process
      When the orchestrator is restarted
      Then calls are answered by a new process

    @CTRL-2 @critical @own_server
    Scenario: A restart ends the old process without an error
      When the orchestrator is restarted
      Then the old process has ended without an error

  Rule: A restart loses nothing

    @VALID-2 @CTRL-2 @critical @own_server
    Scenario: A restart during planning loses no task whose plan was accepted
      When the orchestrator is restarted while 20 tasks are being planned
      Then every task whose plan was accepted still exists

    @VALID-2 @CTRL-2 @blocker @own_server
    Scenario Outline: A task that is <state> is still <state> after a restart
      Given the task "Outlive the restart" is <state>
      When the orchestrator is restarted
      Then "Outlive the restart" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |
        | completed   |

    @CTRL-2 @SESSION-2 @critical @own_server
    Scenario: A session is still listed after a restart
      Given a session is opened in the workspace
      When the orchestrator is restarted
      And the sessions are listed, including completed ones
      Then the list includes that session

    @CTRL-2 @EXEC-4 @critical @own_server
    Scenario: A submitted result is unchanged after a restart
      Given the task "Outlive the restart" is in progress
      And its result is submitted with more work to follow
      When the orchestrator is restarted
      Then its artifact is byte for byte what was submitted

    @CTRL-2 @normal @own_server
    Scenario: A restart that discards the working state keeps a task in progress
      Given the task "Outlive the restart" is in progress
      When the orchestrator is restarted without keeping the working state
      Then "Outlive the restart" is still in progress

  Rule: Every restart is recorded in the history

    @CTRL-3 @critical @own_server
    Scenario Outline: The restart history contains a restart with the reason <reason>
      When the orchestrator is restarted with the reason "<reason>"
      And the restart status is requested, including the history
      Then the restart history contains a restart with the reason "<reason>"

      Examples: reasons
        | reason               |
        | schema migration     |
        | configuration update |
        | emergency shutdown   |

    @CTRL-3 @normal @own_server
    Scenario: The restart history contains two restarts with their reasons
      When the orchestrator is restarted with the reason "schema migration"
      And the orchestrator is restarted with the reason "error recovery"
      And the restart status is requested, including the history
      Then the restart history contains a restart with the reason "schema migration"
      And the restart history contains a restart with the reason "error recovery"

    @CTRL-3 @normal @own_server
    Scenario Outline: The restart history contains a restart that was requested <manner>
      When the orchestrator is restarted <manner>
      And the restart status is requested, including the history
      Then the restart history contains 1 restart

      Examples: ways of restarting
        | manner                            |
        | immediately                       |
        | without keeping the working state |

    @CTRL-3 @normal @own_server @large
    Scenario: The restart history contains all of 1,000 restarts
      When the orchestrator is restarted 1,000 times
      And the restart status is requested, including the history
      Then the restart history contains 1,000 restarts

  Rule: The restart status can be requested without a restart

    @CTRL-3 @normal
    Scenario: The restart status can be requested when no restart is in progress
      When the restart status is requested
      Then the restart status request is accepted

    @CTRL-3 @minor
    Scenario: The restart status can be requested without the details of errors
      When the restart status is requested, leaving out the details of errors
      Then the restart status request is accepted
