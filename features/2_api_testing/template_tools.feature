Feature: Templates, request by request
  Every request about templates with each of its choices: what it does, and what is refused so that nothing is left behind.

  Background: A template for a release
    Given the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | at least | at most |
      | PRODUCT   | string  | yes      |         |           |            | 2        | 20      |
      | ROUNDS    | number  | no       | 2       |           |            |          |         |
      | LOUD      | boolean | no       | false   |           |            |          |         |
      | CHANNEL   | string  | no       | web     | web, mail |            |          |         |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |          |         |
    And the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | waits for |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |           |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |           |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build     |

  Rule: What is created loads back, and is listed with its category

    @TMPL-1 @API-2 @blocker
    Scenario: A template loads back as it was created
      When the template "release" is created
      Then the creation is accepted
      And the template "release" loads back with equal value

    @TMPL-1 @API-2 @critical
    Scenario: A template that was created is listed
      Given the template "release" is created
      When the templates are listed
      Then the template "release" is among those listed

    @TMPL-1 @API-2 @normal
    Scenario Outline: A template created under <category> is listed there
      Given the template "release" is created under <category>
      When the templates under <category> are listed
      Then the template "release" is among those listed under <category>

      Examples: categories
        | category    |
        | the user's  |
        | shared ones |

    @TMPL-1 @API-2 @normal
    Scenario: A template belongs to the user where nothing else is said
      Given the template "release" is created
      When the templates are listed
      Then the template "release" is among those listed under the user's

    @TMPL-1 @API-2 @normal
    Scenario: A list of one category holds no other
      Given the template "release" is created under shared ones
      When the templates under the user's are listed
      Then the template "release" is not among those listed

    @TMPL-1 @API-2 @normal
    Scenario: A template is loaded from its category
      Given the template "release" is created under shared ones
      When the template "release" is loaded from shared ones
      Then the load is accepted

    @TMPL-1 @API-2 @normal
    Scenario: A template is not loaded from another category
      Given the template "release" is created under shared ones
      When the template "release" is loaded from the user's
      Then the load is refused

    @TMPL-1 @API-2 @normal
    Scenario: A list tells what templates are for where that is asked for
      Given the template "release" is now for "crowds of happy users"
      And the template "release" is created
      When the templates are listed with what they are for
      Then the answer tells "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario: The description of a template tells what it is for
      Given the template "release" is now for "crowds of happy users"
      And the template "release" is created
      When the template "release" is described
      Then the answer tells "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario Outline: What nobody created is not <found>
      When the template "release" is <found>
      Then the <action> is refused

      Examples: requests
        | found     | action      |
        | loaded    | load        |
        | described | description |

  Rule: A template takes the place of another only when that is said

    @TMPL-1 @critical
    Scenario: A template with a name that is taken is refused
      Given the template "release" is created
      When the template "release" is created
      Then the creation is refused

    @TMPL-1 @critical
    Scenario: A refused template leaves the earlier one as it was
      Given the template "release" is created
      And the template "release" is now for "something else"
      And the template "release" is created
      When the template "release" is loaded
      Then the answer does not tell "something else"

    @TMPL-1 @normal
    Scenario: A template takes the place of another when that is said
      Given the template "release" is created
      And the template "release" is now for "something else"
      When the template "release" is created over what is there
      Then the template "release" loads back with equal value

  Rule: What is no template is refused, and leaves no trace

    @TMPL-1 @critical
    Scenario Outline: A template is not created out of <content>
      When a template is created out of <content>
      Then the creation is refused
      And the template "malformed" is not there

      Examples: contents
        | content                    |
        | a text that is no template |
        | a template that breaks off |
        | nothing                    |
        | a list                     |

    @TMPL-1 @normal
    Scenario: The refusal says where the content breaks off
      When a template is created out of a template that breaks off
      Then the problem is told to be at "3"

    @TMPL-1 @critical
    Scenario Outline: A template with <mistake> is not created
      Given the template "release" has <mistake>
      When the template "release" is created
      Then the creation is refused
      And the template "release" is not there

      Examples: mistakes
        | mistake                        |
        | no tasks                       |
        | no metadata                    |
        | a task without a title         |
        | an unknown parent              |
        | an unknown predecessor         |
        | tasks that wait for each other |

    @TMPL-1 @normal
    Scenario Outline: A template named "<name>" is not created
      When a template named "<name>" is created
      Then the creation is refused

      Examples: names
        | name            |
        | with blanks in  |
        | with.a.dot      |
        | with/a/slash    |
        | ünïcödé         |
        | ../climbing-out |

  Rule: A validation says what is wrong, and where

    @TMPL-2 @critical
    Scenario: A valid template is told to be valid
      When the template "release" is validated
      Then the template is told to be valid

    @TMPL-2 @critical
    Scenario Outline: A template with <mistake> is told not to be valid, and where
      Given the template "release" has <mistake>
      When the template "release" is validated
      Then the template is told not to be valid
      And the problem is told to be at "<place>"

      Examples: mistakes
        | mistake                        | place    |
        | no tasks                       | tasks    |
        | no metadata                    | metadata |
        | a task without a title         | whole    |
        | an unknown parent              | build    |
        | an unknown predecessor         | build    |
        | tasks that wait for each other | build    |
        | an undeclared parameter        | NOBODY   |
        | a parameter of no known type   | PRODUCT  |
        | a specialist that is none      | build    |

    @TMPL-2 @normal
    Scenario Outline: <content> is told not to be a valid template
      When a template out of <content> is validated
      Then the validation is accepted
      And the template is told not to be valid

      Examples: contents
        | content                    |
        | a text that is no template |
        | a template that breaks off |
        | nothing                    |

    @TMPL-2 @normal
    Scenario: All templates that were created are valid
      Given the template "release" is created
      When all templates are validated
      Then they are told to be valid
      And the template "release" is among those listed

    @TMPL-2 @normal
    Scenario: A validation stores nothing
      Given the templates are noted
      When the template "release" is validated
      Then the templates are as noted
