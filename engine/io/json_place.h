#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace saddle {

// Reads a JSON text for what nlohmann's parser would let pass, in time linear in its length, and throws Error naming
// the place ("network[3].units"): a key that stands twice in one object, of which the parser keeps the last; levels
// without end; and objects and lists so large that what comes after, which looks at pairs, would take minutes. Leaves
// faults of the syntax to the parser.
class JsonPlace final : public nlohmann::json_sax<nlohmann::ordered_json> {
 public:
  static void check(const std::string& text);

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(number_integer_t) override { return value(); }
  bool number_unsigned(number_unsigned_t) override { return value(); }
  bool number_float(number_float_t, const string_t&) override { return value(); }
  bool string(string_t&) override { return value(); }
  bool binary(binary_t&) override { return value(); }
  bool start_object(size_t) override { return start(false); }
  bool start_array(size_t) override { return start(true); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }
  bool key(string_t& name) override;
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  struct Level {
    bool list = false;
    size_t index = 0;  // in a list
    std::string key = {};
    std::set<std::string> keys = {};
  };
  bool value();
  bool start(bool list);
  bool end();
  std::string text() const;

  std::vector<Level> levels_;
};

}  // namespace saddle
