#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace saddle {

// One array of NumPy: numbers as float, or text.
struct NpyArray {
  std::vector<int64_t> shape;
  std::vector<float> values;  // in C order, whatever the order in the file
  std::string kind;           // type of the values in the file: "f4", "u1", "i8"
  std::string text;           // of a scalar string, in UTF-8
  bool is_text = false;
  int64_t whole = 0;  // of a scalar integer: its exact value
};

// Reads .npz files, zip archives of .npy files as np.savez and np.savez_compressed write them. Reads and unpacks only
// the arrays that are asked for. All members throw Error, naming the file, if what they look at is malformed or
// missing.
class NpzReader {
 public:
  explicit NpzReader(const std::filesystem::path& file);
  NpzReader(const std::string& bytes, std::string where);  // `bytes` must outlive it
  ~NpzReader();

  std::vector<std::string> names() const;  // in the order of the file
  bool has(const std::string& name) const;
  uint64_t bytes(const std::string& name) const;              // that it unpacks to, by the file's list
  std::vector<int64_t> shape(const std::string& name) const;  // reads the header alone
  std::string kind(const std::string& name) const;            // of its values, as NpyArray::kind; the header only
  NpyArray read(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;  // of an array of texts, in C order

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Return all arrays of a file, by name. Throw Error.
std::map<std::string, NpyArray> read_npz(const std::filesystem::path& file);
std::map<std::string, NpyArray> parse_npz(const std::string& bytes, const std::string& where);

// Writes .npz files that NumPy reads. The same arrays give the same bytes.
class NpzWriter {
 public:
  void add(const std::string& name, const std::vector<int64_t>& shape, std::span<const float> values);
  void add_whole(const std::string& name, int64_t value);  // an int64 scalar
  void add_text(const std::string& name, const std::string& utf8);
  std::string finish() const;  // Returns the bytes of the file.

 private:
  struct Member {
    std::string name, packed;
    uint32_t crc = 0, size = 0;
  };
  void add_member(const std::string& name, const std::string& bytes);
  std::vector<Member> members_;
};

}  // namespace saddle
