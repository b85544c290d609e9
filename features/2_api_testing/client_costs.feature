Feature: Cost of tool lists and replies
  An agent reads the tool list in every conversation, and every reply. The strictest clients reject a reply of more than
  25,000 tokens. Tokens are estimated at three bytes each.

  Rule: The tool list fits into the context of an agent

    @CLIENT-3 @API-2 @normal
    Scenario: The tool list takes at most 25,000 tokens
      When the tools are listed
      Then the tool list takes at most 25,000 tokens

  Rule: The usual replies fit into clients

    @CLIENT-3 @API-2 @normal
    Scenario Outline: The reply takes at most 25,000 tokens when <action>
      Given the task "Describe the release" is in progress
      When <action>
      Then the reply takes at most 25,000 tokens

      Examples: actions
        | action                               |
        | it is started                        |
        | its result is submitted              |
        | the orchestrator's health is checked |
        | the sessions are listed              |

  Rule: Replies about long tasks fit into clients and lose nothing

    Background:
      Given 100 tasks are planned, each with a description of 2,000 characters

    @CLIENT-3 @API-2 @critical @own_server
    Scenario: A page of 100 long tasks takes at most 25,000 tokens
      When all tasks are read in pages of 100
      Then every page takes at most 25,000 tokens

    @CLIENT-3 @TASK-7 @API-2 @critical @own_server
    Scenario: Pages of long tasks together contain each task exactly once
      When all tasks are read in pages of 60
      Then the pages contain 100 tasks, each exactly once
      And every page shows a total of 100

    @CLIENT-3 @API-2 @critical @own_server
    Scenario: A long task that is read alone shows its whole description
      When all tasks are read in pages of 100
      Then reading one of these tasks shows its whole description

    @CLIENT-3 @API-2 @normal @own_server
    Scenario: The status of 100 long tasks takes at most 25,000 tokens
      When the tasks are counted
      Then the reply takes at most 25,000 tokens
      And the count of tasks that are pending matches the search

    @CLIENT-3 @API-2 @normal @own_server
    Scenario: The text of a long page repeats its content at most once
      When all tasks are read in pages of 100
      Then the text of every page repeats its content at most once
