Feature: Sessions
  A session ties work to a directory, the workspace. It can be listed, looked at, taken up again by another process, and
  cleaned away when it is done; the tasks of the workspace are there whenever it is opened again.

  Rule: A session is initialised in a working directory

    @PLAN-1 @SESSION-1 @blocker
    Scenario: A session is initialised in the workspace
      When a session is initialised in the workspace
      Then the session has an identity
      And the session works in the workspace

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: A session is initialised in a directory that does not exist yet
      When a session is initialised in the new directory "project"
      Then the session works in "project"
      And the reply says that a new store was created

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: Another directory has other tasks
      Given the task "At home" is planned
      When a session is initialised in the new directory "elsewhere"
      Then the task "At home" is not found

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: The same directory has the same tasks again
      Given a session is initialised in the new directory "project"
      And the task "Still here" is planned
      And a session is initialised in the new directory "elsewhere"
      When a session is initialised in the directory "project"
      Then "Still here" is still pending

    @SESSION-1 @normal
    Scenario: Initialising again says that the store was there already
      When a session is initialised in the workspace
      Then the reply says that the store was there already

    @SESSION-1 @critical
    Scenario Outline: <place> is no working directory
      When a session is initialised in <place>
      Then the initialisation is refused

      Examples: places
        | place                |
        | a file               |
        | a place below a file |

  Rule: Sessions can be listed and looked at

    @SESSION-2 @VALID-5 @critical
    Scenario: What was initialised is listed
      Given a session is initialised in the workspace
      When the sessions are listed
      Then the session is among those listed

    @SESSION-2 @VALID-5 @critical
    Scenario: The status of a session tells its directory
      Given a session is initialised in the workspace
      When the status of the session is asked for
      Then the session works in the workspace

    @SESSION-2 @normal
    Scenario: A list can be limited
      Given a session is initialised in the workspace
      And a session is initialised in the workspace
      When at most 1 session is listed
      Then 1 session is listed

    @SESSION-2 @normal @own_server
    Scenario: Completed sessions are listed only when asked for
      Given a session is initialised in the new directory "done"
      And the task "All there was to do" is completed
      And a session is initialised in the new directory "next"
      When the sessions are listed
      Then the session in "done" is not among those listed
      When all sessions are listed, completed ones too
      Then the session in "done" is among those listed

    @SESSION-2 @normal
    Scenario Outline: The <request> of a session nobody knows is refused
      When the <request> of an unknown session is asked for
      Then the <request> is refused

      Examples: requests
        | request    |
        | status     |
        | resumption |

  Rule: A session can be resumed by another process

    @SESSION-2 @critical @own_server
    Scenario: Tasks are there again in a new process
      Given the task "Outlive the process" is in progress
      When the orchestrator is started anew in the same workspace
      Then "Outlive the process" is still in progress

    @SESSION-2 @critical @own_server
    Scenario: A session in another directory is resumed with its tasks
      Given a session is initialised in the new directory "project"
      And the task "Left behind" is planned
      When the orchestrator is started anew in the same workspace
      And the session in "project" is resumed
      Then the session works in "project"
      And "Left behind" is still pending

  Rule: Cleaning up takes what is done, and nothing else

    @SESSION-3 @critical @own_server
    Scenario: A rehearsal of the clean-up names what would go and changes nothing
      Given a session is initialised in the new directory "done"
      And the task "All there was to do" is completed
      And a session is initialised in the new directory "next"
      When a clean-up of completed sessions is rehearsed
      Then the reply names the session in "done"
      When all sessions are listed, completed ones too
      Then the session in "done" is among those listed

    @SESSION-3 @critical @own_server
    Scenario: The clean-up takes completed sessions, but no unfinished one and never the current one
      Given a session is initialised in the new directory "done"
      And the task "All there was to do" is completed
      And a session is initialised in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is initialised in the new directory "next"
      When completed sessions are cleaned up
      And all sessions are listed, completed ones too
      Then the session in "done" is not among those listed
      And the session in "unfinished" is among those listed
      And the session in "next" is among those listed

    @SESSION-3 @normal
    Scenario: Sessions of less than no days are not cleaned up
      When a clean-up of sessions older than -1 days is rehearsed
      Then the clean-up is refused
