Feature: Sessions, request by request
  What can be asked about sessions, with each of its choices: which a list leaves out, and which a clean-up takes.

  Rule: A clean-up takes the kind of session that it is asked for

    @SESSION-3 @API-2 @critical @own_server
    Scenario: An orphaned session is cleaned away
      Given a session is initialised in the new directory "left-behind"
      And a session is initialised in the workspace
      When the directory "left-behind" is removed from outside
      And orphaned sessions are cleaned away
      And all sessions are listed, completed ones too
      Then the session in "left-behind" is not among those listed
      And the session is among those listed

    @SESSION-3 @API-2 @normal @own_server
    Scenario: A clean-up of orphaned sessions leaves those whose directory is there
      Given a session is initialised in the new directory "still-there"
      And a session is initialised in the workspace
      When orphaned sessions are cleaned away
      And all sessions are listed, completed ones too
      Then the session in "still-there" is among those listed

    @SESSION-3 @API-2 @normal @own_server
    Scenario: A clean-up of all sessions takes unfinished ones, but never the current one
      Given a session is initialised in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is initialised in the workspace
      When all sessions are cleaned away
      And all sessions are listed, completed ones too
      Then the session in "unfinished" is not among those listed
      And the session is among those listed

    @SESSION-3 @API-2 @critical @own_server
    Scenario: A clean-up loses no task of an unfinished session
      Given a session is initialised in the new directory "unfinished"
      And the task "Not done yet" is planned
      And a session is initialised in the workspace
      When all sessions are cleaned away
      And a session is initialised in the directory "unfinished"
      Then "Not done yet" is still pending

    @SESSION-3 @API-2 @normal @own_server
    Scenario: Sessions of today are not older than a week
      Given a session is initialised in the new directory "of-today"
      And a session is initialised in the workspace
      When sessions older than 7 days are cleaned away
      And all sessions are listed, completed ones too
      Then the session in "of-today" is among those listed

    @SESSION-3 @API-2 @critical @own_server
    Scenario Outline: A clean-up of <kind> sessions is a rehearsal unless it is said to be none
      Given a session is initialised in the new directory "rehearsed"
      And a session is initialised in the workspace
      When a clean-up of <kind> sessions is rehearsed without saying so
      And all sessions are listed, completed ones too
      Then the session in "rehearsed" is among those listed

      Examples: kinds
        | kind      |
        | completed |
        | orphaned  |
        | old       |
        | all       |

    @SESSION-3 @API-2 @normal
    Scenario: A clean-up of a kind that is none is refused
      When a clean-up of forgotten sessions is rehearsed without saying so
      Then the clean-up is refused

  Rule: A session that was resumed is the current one

    @SESSION-2 @API-2 @critical @own_server
    Scenario: What is planned after a resumption belongs to the session resumed
      Given a session is initialised in the new directory "there"
      And a session is initialised in the workspace
      When the session in "there" is resumed
      And the task "Planned there" is planned
      And a session is initialised in the workspace
      Then "Planned there" is gone

    @SESSION-2 @API-2 @normal @own_server
    Scenario: The status of a session elsewhere is told without resuming it
      Given a session is initialised in the new directory "elsewhere"
      And the task "Planned elsewhere" is planned
      And a session is initialised in the workspace
      When the status of the session is asked for
      Then the session works in the workspace
