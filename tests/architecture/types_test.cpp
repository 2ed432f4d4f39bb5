// No two files of a program define a type of one name: neither the compiler nor the linker would say so.
#include "architecture/types.h"

#include <gtest/gtest.h>

#include "architecture/sources.h"

namespace saddle {
namespace {

std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names;
  for (const DefinedType& type : types_defined_in("a.h", text)) names.push_back(type.name);
  return names;
}
using Names = std::vector<std::string>;

TEST(Types, AreFoundByTheirQualifiedNames) {
  EXPECT_EQ(names_in(R"cpp(
              namespace saddle::app {
              template <template <class> class Rule, class... From>
              class Outer final : public Base<Rule> {
               public:
                struct Inner {
                  int x = {1};
                };

               private:
                enum class Kind : int { a, b };
              };
              struct Outer2::Part : Base {};
              class SADDLE_CAPABILITY("mutex") Lock {};
              union Bits {
                int i;
              };
              }  // namespace saddle::app
              enum Plain { one };
            )cpp"),
            (Names{"saddle::app::Outer", "saddle::app::Outer::Inner", "saddle::app::Outer::Kind",
                   "saddle::app::Outer2::Part", "saddle::app::Lock", "saddle::app::Bits", "Plain"}));
}

TEST(Types, OfOneFileAloneAndMereNamesAreLeftOut) {
  EXPECT_EQ(names_in(R"cpp(
              // struct InAComment {};
              /* struct InAnother {}; */
#define IN_A_MACRO \
                struct InAMacro {};
              class Declared;
              namespace {
              struct Unnamed {};
              }  // namespace
              const char* text = "struct InALiteral {};";
              const char* raw = R"(struct InARawOne {};)";
              const char brace = '{';
              void f(int count = 1'000) {
                struct Local {};
                if (count) {
                  struct Deeper {};
                }
              }
              struct Declared make() {
                return {};
              }
              template <>
              struct Specialized<int> {};
              std::array<int, 2> pair{1, 2};
              auto lambda = [] {
                struct InALambda {};
              };
              struct AtLast {};
            )cpp"),
            Names{"AtLast"});
}

TEST(Types, OfOneNameAreFoundWhereTheyMeetInAProgram) {
  const std::string point = "namespace saddle { struct Point { int x; }; }";
  const auto twice = [&](const std::vector<std::string>& files) {
    std::vector<DefinedType> all;
    for (const std::string& file : files) {
      for (DefinedType& type : types_defined_in(file, point)) all.push_back(std::move(type));
    }
    return names_defined_twice(all);
  };
  EXPECT_EQ(twice({"engine/a.h", "app/b.cpp"}), Names{"saddle::Point: app/b.cpp, engine/a.h"});
  EXPECT_EQ(twice({"engine/a.h", "tests/nn/b.cpp"}), Names{"saddle::Point: engine/a.h, tests/nn/b.cpp"});
  EXPECT_EQ(twice({"tests/nn/a.cpp", "tests/nn/b.cpp", "tests/ui/c.cpp"}),
            Names{"saddle::Point: tests/nn/a.cpp, tests/nn/b.cpp"});
  EXPECT_EQ(twice({"tests/folder.h", "tests/nn/b.cpp"}), Names{"saddle::Point: tests/folder.h, tests/nn/b.cpp"});
  EXPECT_EQ(twice({"tests/nn/a.cpp", "tests/ui/b.cpp"}), Names{}) << "two programs";
  EXPECT_EQ(twice({"tests/examples/a.cpp", "tests/examples/b.cpp"}), Names{}) << "two programs";
  EXPECT_EQ(twice({"engine/a.h"}), Names{});
}

TEST(Types, HaveNamesOfTheirOwnInEveryProgram) {
  std::vector<DefinedType> all;
  for (const char* folder : {"engine", "app", "tests"}) {
    for (const auto& file : files_below(folder, {".h", ".cpp"})) {
      for (DefinedType& type : types_defined_in(name_of(file), text_of(file))) all.push_back(std::move(type));
    }
  }
  EXPECT_GT(all.size(), 400u) << "the finder finds too little";
  for (const std::string& twice : names_defined_twice(all)) ADD_FAILURE() << twice;
}

}  // namespace
}  // namespace saddle
