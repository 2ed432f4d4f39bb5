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
  std::vector<float> values;  // C order, whatever the file's
  std::string kind;           // of the file's values: "f4", "u1", "i8"
  std::string text;           // UTF-8, of a scalar string
  bool is_text = false;
  int64_t whole = 0;  // of a scalar integer: all of its digits
};

// A zip of .npy files, as np.savez and np.savez_compressed write them, of which only what is asked for is read and
// unpacked. Throws Error, naming the file, for anything malformed.
class NpzReader {
 public:
  explicit NpzReader(const std::filesystem::path& file);
  NpzReader(const std::string& bytes, std::string where);  // `bytes` must outlive it
  ~NpzReader();

  std::vector<std::string> names() const;  // in the file's order
  bool has(const std::string& name) const;
  std::vector<int64_t> shape(const std::string& name) const;  // looks at the header only
  std::string kind(const std::string& name) const;            // of its values, as NpyArray::kind; the header only
  NpyArray read(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;  // of an array of texts, in C order

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// All of its arrays.
std::map<std::string, NpyArray> read_npz(const std::filesystem::path& file);
std::map<std::string, NpyArray> parse_npz(const std::string& bytes, const std::string& where);

// Collects arrays for a .npz that NumPy reads; the same arrays give the same bytes.
class NpzWriter {
 public:
  void add(const std::string& name, const std::vector<int64_t>& shape, std::span<const float> values);
  void add_whole(const std::string& name, int64_t value);  // a scalar, int64
  void add_text(const std::string& name, const std::string& utf8);
  std::string finish() const;  // the bytes of the file

 private:
  struct Member {
    std::string name, packed;
    uint32_t crc = 0, size = 0;
  };
  void add_member(const std::string& name, const std::string& bytes);
  std::vector<Member> members_;
};

}  // namespace saddle
