Feature: Working in sessions
  A session ties work to a directory; the workspace is the directory in which the orchestrator runs. Sessions can be
  listed and resumed later. A session whose tasks are all finished is completed and can be cleaned up. The tasks of a
  directory are available whenever a session is opened in it again.

  Rule: A session opened in a directory finds the tasks of that directory

    @PLAN-1 @SESSION-1 @blocker
    Scenario: A session has an identifier and reports its directory
      When a session is opened in the workspace
      Then the session has an identifier
      And the directory of the session is the workspace

    @PLAN-1 @SESSION-1 @normal @own_server
    Scenario Outline: A session opened in <workspace> is in the workspace
      Given the task "At home" is planned
      And a session is opened in the new directory "elsewhere"
      When a session is opened in <workspace>
      Then the directory of the session is the workspace
      And "At home" is still pending

      Examples: ways to name the workspace
        | workspace                          |
        | the workspace by default           |
        | the workspace by its relative path |

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: A task planned in a session opened by default is kept
      Given a session is opened in the new directory "elsewhere"
      And a session is opened in the workspace by default
      And the task "Planned by default" is planned
      When a session is opened in the workspace
      Then "Planned by default" is still pending

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: Opening a session in a new directory reports a new data store
      When a session is opened in the new directory "project"
      Then the directory of the session is "project"
      And the reply says that the data store is new

    @PLAN-1 @SESSION-1 @normal @own_server
    Scenario Outline: A session opened in the directory "<directory>" is there
      Given a session is opened in the new directory "<directory>"
      When a session is opened in the directory "<directory>"
      Then the directory of the session is "<directory>"
      And the reply says that the data store already existed

      Examples: names with signs that a shell would replace
        | directory    |
        | for $HOME    |
        | for ${HOME}  |
        | ~            |
        | what * and ? |

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: A task is not found from a session in another directory
      Given the task "At home" is planned
      When a session is opened in the new directory "elsewhere"
      Then "At home" is not found

    @PLAN-1 @SESSION-1 @critical @own_server
    Scenario: Opening a session in the same directory again brings back its task
      Given a session is opened in the new directory "project"
      And the task "Still here" is planned
      And a session is opened in the new directory "elsewhere"
      When a session is opened in the directory "project"
      Then "Still here" is still pending

    @SESSION-1 @normal @own_server
    Scenario: The data store of a session is deleted with its directory
      Given a session is opened in the new directory "elsewhere"
      And the task "Gone with its directory" is planned
      And a session is opened in the workspace
      When the directory "elsewhere" is deleted
      And a session is opened in the directory "elsewhere"
      Then the reply says that the data store is new
      And "Gone with its directory" is not found

    @SESSION-1 @TASK-3 @normal @own_server
    Scenario: An artifact of a session in another directory is inside that directory
      Given a session is opened in the new directory "elsewhere"
      And the task "Worked on elsewhere" is in progress
      When its result is submitted with more work to follow
      Then its artifact is inside "elsewhere"

    @SESSION-1 @normal
    Scenario: A second session in a directory reports an existing data store
      Given a session is opened in the workspace
      When a session is opened in the workspace
      Then the reply says that the data store already existed

    @SESSION-1 @critical
    Scenario Outline: A session cannot be opened in <place>
      When a session is opened in <place>
      Then the request to open a session is rejected

      Examples: places
        | place               |
        | a file              |
        | a path below a file |

    @SESSION-1 @PROTO-1 @critical @own_server
    Scenario Outline: The current session stays current when none can be opened in <place>
      Given a session is opened in the new directory "elsewhere"
      And the task "Worked on elsewhere" is planned
      When a session is opened in <place>
      Then the request to open a session is rejected
      And "Worked on elsewhere" is still pending

      Examples: places
        | place               |
        | a file              |
        | a path below a file |

    @SESSION-2 @PROTO-1 @critical @own_server
    Scenario: The current session stays current when an unknown one is resumed
      Given a session is opened in the new directory "elsewhere"
      And the task "Worked on elsewhere" is planned
      When an unknown session is resumed
      Then the resumption request is rejected
      And "Worked on elsewhere" is still pending

    @SESSION-1 @normal
    Scenario: A session cannot be opened in a directory that is read-only
      Given the orchestrator runs as an ordinary user
      When a session is opened in a read-only directory
      Then the request to open a session is rejected

    @SESSION-1 @SESSION-2 @normal
    Scenario: A task planned before a session is opened is kept or rejected
      Given the orchestrator runs without a session
      When the task "Planned too early" is planned
      And a session is opened in the workspace
      Then its title is stored whole or rejected with a clear message

  Rule: Sessions can be listed, and unknown sessions are rejected

    @SESSION-2 @VALID-5 @critical
    Scenario: An opened session is listed
      Given a session is opened in the workspace
      When the sessions are listed
      Then the list includes the current session

    @SESSION-2 @normal
    Scenario Outline: The list of sessions can be limited to <limit>
      Given a session is opened in the workspace
      And a session is opened in the workspace
      And a session is opened in the workspace
      When the sessions are listed with a limit of <limit>
      Then <sessions> listed

      Examples: limits
        | limit | sessions       |
        | 1     | 1 session is   |
        | 2     | 2 sessions are |

    @SESSION-2 @normal @own_server
    Scenario: Completed sessions are listed only on request
      Given a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the new directory "next"
      When the sessions are listed
      Then the list does not include the session in "done"
      When the sessions are listed, including completed ones
      Then the list includes the session in "done"

    @SESSION-2 @normal @own_server
    Scenario: Completed sessions do not count towards the limit of the list
      Given a session is opened in the new directory "open"
      And a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the new directory "next"
      When the sessions are listed with a limit of 2
      Then the list includes the session in "open"

    @SESSION-2 @normal
    Scenario Outline: A <request> for an unknown session is rejected
      When <requesting>
      Then the <request> is rejected

      Examples: requests
        | request            | requesting                                    |
        | status request     | the status of an unknown session is requested |
        | resumption request | an unknown session is resumed                 |

  Rule: Sessions and tasks are kept when the orchestrator is started again

    @SESSION-2 @critical @own_server
    Scenario: A task stays in progress when the orchestrator is started again
      Given the task "Outlive the process" is in progress
      When the orchestrator is started again in the same workspace
      Then "Outlive the process" is still in progress

    @SESSION-2 @SESSION-3 @normal @own_server
    Scenario: A new process continues the newest session of its directory
      Given a session is opened in the workspace
      And a session is opened in the workspace
      When the orchestrator is started again in the same workspace
      And cleanup of all sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the current session

    @SESSION-2 @critical @own_server
    Scenario: A session in another directory is resumed with its task
      Given a session is opened in the new directory "project"
      And the task "Left behind" is planned
      When the orchestrator is started again in the same workspace
      And the session in "project" is resumed
      Then the directory of the session is "project"
      And "Left behind" is still pending

  Rule: Cleanup removes only completed sessions, and none by default

    @SESSION-3 @critical @own_server
    Scenario: Cleanup with default settings lists a completed session
      Given a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the new directory "next"
      When cleanup runs with default settings
      Then the reply contains the identifier of the session in "done"

    @SESSION-3 @critical @own_server
    Scenario: Cleanup with default settings keeps a completed session
      Given a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the new directory "next"
      When cleanup runs with default settings
      And the sessions are listed, including completed ones
      Then the list includes the session in "done"

    @SESSION-3 @critical @own_server
    Scenario: Cleanup of completed sessions removes them
      Given a session is opened in the new directory "done"
      And the task "All there was to do" is completed
      And a session is opened in the new directory "next"
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list does not include the session in "done"

    @SESSION-3 @critical @own_server
    Scenario: Cleanup of completed sessions keeps unfinished ones
      Given a session is opened in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is opened in the new directory "next"
      When cleanup of completed sessions runs without a dry run
      And the sessions are listed, including completed ones
      Then the list includes the session in "unfinished"

    @SESSION-3 @normal @own_server
    Scenario: A session with a completed and an archived task is completed
      Given a session is opened in the new directory "done"
      And the task "Done first" is completed
      And the task "Put away" is archived
      And a session is opened in the workspace
      When cleanup of completed sessions runs as a dry run
      Then the reply contains the identifier of the session in "done"

    @SESSION-3 @normal
    Scenario: Cleanup rejects a negative number of days
      When cleanup of sessions older than -1 days runs as a dry run
      Then the cleanup is rejected
